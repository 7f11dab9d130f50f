package dev.ordersync.local.sandbox;

import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the sandbox's servers share with the runtime around them.
 *
 * @param businessClock time of orders, holds, webhook retries, search indexes; it can be moved
 * @param wireClock time of request timestamps and token expiry; the machine's, never moved
 * @param calls hears the name of each call received, as {@code tiktok.GET /order/202309/orders} or
 *     {@code shopify.orderCreate}
 * @param faults shared by all servers, so that each sandbox port can set the faults of every upstream
 */
public record SandboxContext(
        InstantSource businessClock, InstantSource wireClock, Consumer<String> calls, Faults faults) {}
