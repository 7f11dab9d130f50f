package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.tiktok.TikTokAnswer.Success;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Orders by id (TikTok Shop Partner Center, "Get Order Detail", 202309). */
public final class TikTokOrderClient implements TikTokOrders {
    private static final String PATH = "/order/202309/orders";
    private static final int MOST_IDS = 50;

    private final TikTokApi api;

    public TikTokOrderClient(TikTokApi api) {
        this.api = api;
    }

    @Override
    public Map<OrderId, OrderRead> read(Shop shop, Collection<OrderId> ids) {
        Set<OrderId> asked = new LinkedHashSet<>(ids);
        if (asked.isEmpty() || asked.size() > MOST_IDS) {
            throw new IllegalArgumentException("TikTok is asked for 1 to " + MOST_IDS + " orders at once");
        }
        if (!shop.authorised()) {
            throw new Permanent(
                    Upstream.TIKTOK,
                    Permanent.Kind.AUTH_EXPIRED,
                    "",
                    "TikTok does not accept our access to the shop any more",
                    "");
        }
        String joined = asked.stream().map(OrderId::value).collect(Collectors.joining(","));
        try {
            return reads(shop, asked, api.get(shop, PATH, Map.of("ids", joined)));
        } catch (Permanent why) {
            // With several ids it may be one of them that is not the shop's: who called asks for each alone.
            if (asked.size() == 1 && TikTokErrors.isNotTheShops(why)) {
                return Map.of(asked.iterator().next(), new OrderRead.NotKnown());
            }
            throw why;
        }
    }

    private static Map<OrderId, OrderRead> reads(Shop shop, Set<OrderId> asked, Success answer) {
        JsonNode orders = answer.data().path("orders");
        if (!orders.isArray() && !orders.isNull() && !orders.isMissingNode()) {
            throw TikTokErrors.unavailable("TikTok's list of orders is no list");
        }
        Map<OrderId, OrderRead> reads = new HashMap<>();
        boolean nameless = false;
        for (JsonNode order : orders) {
            var id = OrderCodec.id(order);
            nameless |= id.isEmpty();
            id.filter(asked::contains).ifPresent(known -> reads.put(known, read(shop, order, answer.requestId())));
        }
        // An order without its id may be any of those that seem to be absent: none of them may pass for unknown.
        OrderRead absent = nameless
                ? new OrderRead.Refused(OrderCodec.refusal("id is missing or unreadable", answer.requestId()))
                : new OrderRead.NotKnown();
        asked.forEach(id -> reads.putIfAbsent(id, absent));
        return reads;
    }

    private static OrderRead read(Shop shop, JsonNode order, String requestId) {
        try {
            return new OrderRead.Found(OrderCodec.decode(shop.id(), order, requestId));
        } catch (Permanent why) {
            return new OrderRead.Refused(why);
        }
    }
}
