package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.local.sandbox.SandboxServer;
import dev.ordersync.local.sandbox.Unusable;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where webhooks go: the app-wide address of Partner Center, and for a shop the addresses that were set through
 * {@code /event/202309/webhooks}, which win.
 */
final class TikTokSubscriptions {

    private record Subscription(String address, long createTime, long updateTime) {}

    private final InstantSource wireClock;
    private final TikTokAnswer answer;
    private final Map<String, Map<String, Subscription>> byShop = new HashMap<>();
    private URI appWide;

    TikTokSubscriptions(InstantSource wireClock, TikTokAnswer answer) {
        this.wireClock = wireClock;
        this.answer = answer;
    }

    synchronized void appWide(URI address) {
        appWide = address;
    }

    synchronized Optional<String> address(String shopId, WebhookTopic topic) {
        Subscription own = byShop.getOrDefault(shopId, Map.of()).get(topic.name());
        return own != null
                ? Optional.of(own.address())
                : Optional.ofNullable(appWide).map(URI::toString);
    }

    synchronized Map<String, String> of(String shopId) {
        Map<String, String> addresses = new TreeMap<>();
        byShop.getOrDefault(shopId, Map.of()).forEach((topic, one) -> addresses.put(topic, one.address()));
        return addresses;
    }

    synchronized void clear() {
        byShop.clear();
    }

    synchronized Reply answer(TikTokShop shop, Request request) {
        Map<String, Subscription> subscriptions = byShop.computeIfAbsent(shop.id(), id -> new TreeMap<>());
        if (request.method().equals("GET")) {
            return answer.success(list(subscriptions));
        }
        JsonNode body;
        try {
            body = SandboxServer.json(request);
        } catch (Unusable e) {
            return answer.refusal(400, 36009004, e.getMessage());
        }
        String eventType = body.path("event_type").asText();
        if (eventType.isEmpty()) {
            return answer.refusal(400, 36009004, "param body.event_type is missing");
        }
        if (request.method().equals("DELETE")) {
            subscriptions.remove(eventType);
            return answer.success(JsonNodeFactory.instance.objectNode());
        }
        String address = body.path("address").asText();
        if (address.isEmpty()) {
            return answer.refusal(400, 36009004, "param body.address is missing");
        }
        if (address.length() > 255) {
            return answer.refusal(400, 36009004, "param body.address is longer than 255 characters");
        }
        long now = wireClock.instant().getEpochSecond();
        Subscription old = subscriptions.get(eventType);
        subscriptions.put(eventType, new Subscription(address, old == null ? now : old.createTime(), now));
        return answer.success(JsonNodeFactory.instance.objectNode());
    }

    private static ObjectNode list(Map<String, Subscription> subscriptions) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode webhooks = data.putArray("webhooks");
        subscriptions.forEach((eventType, subscription) -> webhooks.addObject()
                .put("event_type", eventType)
                .put("address", subscription.address())
                .put("create_time", subscription.createTime())
                .put("update_time", subscription.updateTime()));
        data.put("total_count", subscriptions.size());
        return data;
    }
}
