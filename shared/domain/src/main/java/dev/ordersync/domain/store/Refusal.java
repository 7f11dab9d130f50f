package dev.ordersync.domain.store;

import dev.ordersync.domain.reason.Reason;
import java.util.Map;

/** What the store would refuse, with the arguments of the reason's words. */
public record Refusal(Reason reason, Map<String, String> args) {}
