package dev.ordersync.domain.stage;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import java.time.Instant;
import java.util.Map;

/**
 * What the stages judge by. Why the check runs is not among it: messages are lost, doubled and re-created, so what a
 * merchant decides is a fact on the row.
 *
 * @param row as stored, or {@link OrderRow#unseen}
 * @param links of the order's SKUs
 */
public record Facts(TikTokOrder order, Shop shop, OrderRow row, Map<SkuId, Link> links, Instant now) {}
