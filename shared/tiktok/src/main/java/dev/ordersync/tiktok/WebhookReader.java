package dev.ordersync.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check.Seen;
import dev.ordersync.domain.shop.ShopTopics;
import dev.ordersync.tiktok.WebhookEvent.NotForUs;
import dev.ordersync.tiktok.WebhookEvent.OrderEvents;
import dev.ordersync.tiktok.WebhookEvent.ShopEvent;
import dev.ordersync.tiktok.WebhookEvent.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a webhook of TikTok Shop whose signature was verified (TikTok Shop Partner Center, "Webhooks", a page for each topic). */
public final class WebhookReader {
    private static final int ORDER_STATUS_CHANGE = 1;
    private static final int RECIPIENT_ADDRESS_UPDATE = 3;
    private static final int PACKAGE_UPDATE = 4;
    private static final int CANCELLATION_STATUS_CHANGE = 11;
    private static final int RETURN_STATUS_CHANGE = 12;

    /** What is subscribed to: the topics that {@link #read} understands, by their {@code event_type}. */
    static final List<String> TOPICS = List.of(
            "ORDER_STATUS_CHANGE",
            "RECIPIENT_ADDRESS_UPDATE",
            "PACKAGE_UPDATE",
            "SELLER_DEAUTHORIZATION",
            "UPCOMING_AUTHORIZATION_EXPIRATION",
            "CANCELLATION_STATUS_CHANGE",
            "RETURN_STATUS_CHANGE");

    /** One tracking number covers 20 orders at most; each id becomes a message of ours. */
    private static final int MOST_ORDERS = 100;

    private static final Pattern HINT = Pattern.compile("[A-Z_]{1,40}");

    private WebhookReader() {}

    /** Never throws: what cannot be understood is {@link Unreadable}. */
    public static WebhookEvent read(byte[] body) {
        Optional<JsonNode> envelope = Json.read(body);
        if (envelope.isEmpty()) {
            return new Unreadable("the body is not JSON");
        }
        try {
            return read(JsonFields.of(envelope.get()));
        } catch (JsonFields.Unreadable why) {
            return new Unreadable(why.getMessage());
        }
    }

    private static WebhookEvent read(JsonFields envelope) {
        String named = envelope.required("type");
        if (!named.matches("\\d{1,6}")) {
            throw envelope.unreadable("type");
        }
        int type = Integer.parseInt(named);
        JsonFields data = envelope.object("data");
        return switch (type) {
            case ORDER_STATUS_CHANGE -> new OrderEvents(shop(envelope), List.of(order(data)), type, seen(data));
            case RECIPIENT_ADDRESS_UPDATE, CANCELLATION_STATUS_CHANGE, RETURN_STATUS_CHANGE ->
                new OrderEvents(shop(envelope), List.of(order(data)), type, Optional.empty());
            case PACKAGE_UPDATE -> new OrderEvents(shop(envelope), ofPackages(data), type, Optional.empty());
            case ShopTopics.DEAUTHORISED, ShopTopics.EXPIRES_SOON -> new ShopEvent(shop(envelope), type);
            default -> new NotForUs(type);
        };
    }

    private static ShopId shop(JsonFields envelope) {
        String id = envelope.required("shop_id");
        if (!OrderId.isValid(id)) { // of the same shape
            throw envelope.unreadable("shop_id");
        }
        return new ShopId(id);
    }

    private static OrderId order(JsonFields data) {
        String id = data.required("order_id");
        if (!OrderId.isValid(id)) {
            throw data.unreadable("order_id");
        }
        return new OrderId(id);
    }

    private static List<OrderId> ofPackages(JsonFields data) {
        List<String> ids = data.list("package_list").stream()
                .flatMap(parcel -> parcel.texts("order_id_list").stream())
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw data.missing("package_list[].order_id_list");
        }
        if (ids.size() > MOST_ORDERS || !ids.stream().allMatch(OrderId::isValid)) {
            throw data.unreadable("package_list[].order_id_list");
        }
        return ids.stream().map(OrderId::new).toList();
    }

    private static Optional<Seen> seen(JsonFields data) {
        String status = data.stripped("order_status");
        if (!HINT.matcher(status).matches()) { // goes into a message, and not every character may
            return Optional.empty();
        }
        return data.instant("update_time").map(updated -> new Seen(status, updated));
    }
}
