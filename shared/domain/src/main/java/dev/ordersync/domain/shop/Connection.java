package dev.ordersync.domain.shop;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.ShopId;

/**
 * A store's address. Its credentials lie in the vault.
 *
 * @param url the platform's base address without a trailing slash
 * @param apiVersion the platform's API version where it has such, else empty
 */
public record Connection(ConnectionId id, ShopId shop, Platform platform, String url, String apiVersion) {}
