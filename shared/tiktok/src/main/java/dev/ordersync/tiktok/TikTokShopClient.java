package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.port.TikTokShops;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shop's orders by the time of their change (TikTok Shop Partner Center, "Get Order List", 202309), its token, and where its
 * webhooks go ("Get Shop Webhooks", "Update Shop Webhook", 202309).
 */
public final class TikTokShopClient implements TikTokShops {
    private static final String PATH = "/order/202309/orders/search";
    private static final String MOST = "100";
    private static final String WEBHOOKS = "/event/202309/webhooks";

    private final TikTokApi api;

    public TikTokShopClient(TikTokApi api) {
        this.api = api;
    }

    @Override
    public Page changedSince(Shop shop, Instant from, Optional<String> page) {
        Map<String, String> query =
                new HashMap<>(Map.of("page_size", MOST, "sort_field", "update_time", "sort_order", "ASC"));
        page.ifPresent(token -> query.put("page_token", token));
        ObjectNode filter = JsonNodeFactory.instance.objectNode().put("update_time_ge", from.getEpochSecond());
        JsonNode data = api.post(shop, PATH, query, filter).data();
        JsonNode orders = data.path("orders");
        if (!orders.isArray() && !orders.isNull() && !orders.isMissingNode()) {
            throw TikTokErrors.unavailable("TikTok's list of orders is no list");
        }
        List<Changed> changed = new ArrayList<>();
        for (JsonNode order : orders) {
            // Without an id it cannot be asked for; without a time it counts as no newer than what is known.
            Instant at = JsonFields.of(order).instant("update_time").orElse(from);
            OrderCodec.id(order).ifPresent(id -> changed.add(new Changed(id, at)));
        }
        String next = JsonFields.of(data).stripped("next_page_token");
        return new Page(changed, Optional.of(next).filter(token -> !token.isEmpty()));
    }

    @Override
    public void renewToken(Shop shop) {
        api.renewToken(shop);
    }

    @Override
    public List<String> subscribe(Shop shop, String address) {
        Map<String, String> there = new HashMap<>();
        for (JsonNode webhook : subscriptions(shop)) {
            JsonFields fields = JsonFields.of(webhook);
            there.put(fields.stripped("event_type"), fields.stripped("address"));
        }
        List<String> made = new ArrayList<>();
        Optional<Permanent> refused = Optional.empty();
        for (String topic : WebhookReader.TOPICS) {
            if (!address.equals(there.get(topic))) {
                try {
                    api.put(shop, WEBHOOKS, topic(topic).put("address", address));
                    made.add(topic);
                } catch (Permanent why) {
                    // One topic that TikTok refuses keeps no other from being told.
                    refused = refused.or(() -> Optional.of(why));
                }
            }
        }
        if (refused.isPresent()) {
            throw refused.get();
        }
        return made;
    }

    private JsonNode subscriptions(Shop shop) {
        JsonNode webhooks = api.get(shop, WEBHOOKS, Map.of()).data().path("webhooks");
        if (!webhooks.isArray() && !webhooks.isNull() && !webhooks.isMissingNode()) {
            throw TikTokErrors.unavailable("TikTok's list of webhooks is no list");
        }
        return webhooks;
    }

    /** Ends what {@link #subscribe} made. */
    public void unsubscribe(Shop shop) {
        WebhookReader.TOPICS.forEach(topic -> api.delete(shop, WEBHOOKS, topic(topic)));
    }

    private static ObjectNode topic(String name) {
        return JsonNodeFactory.instance.objectNode().put("event_type", name);
    }
}
