package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.TimedEvents;
import dev.ordersync.local.sandbox.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The orders and their lives: UNPAID, paid, ON_HOLD for the hour after payment (a pre-order until its release),
 * AWAITING_SHIPMENT; what follows is told from outside. Every change moves {@code update_time} and sends its webhook.
 */
final class TikTokOrders {

    private static final Duration REMORSE = Duration.ofHours(1);
    /** A buyer's request that nobody answers is granted. */
    private static final Duration UNANSWERED = Duration.ofHours(48);

    private static final Set<String> SHIPPED =
            Set.of("AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED");

    private final SandboxContext context;
    private final List<TikTokShop> shops;
    private final Map<String, TikTokProduct> catalogue;
    private final TimedEvents events;
    private final TikTokWebhooks webhooks;
    private final Map<String, ObjectNode> documents = new LinkedHashMap<>();
    private final Map<String, String> shopOf = new LinkedHashMap<>();
    private long orderIds;
    private long otherIds;

    TikTokOrders(
            SandboxContext context,
            List<TikTokShop> shops,
            Map<String, TikTokProduct> catalogue,
            TimedEvents events,
            TikTokWebhooks webhooks) {
        this.context = context;
        this.shops = shops;
        this.catalogue = catalogue;
        this.events = events;
        this.webhooks = webhooks;
        // Ids grow with time, as TikTok's do, so that a sandbox started again does not repeat those of the last run.
        long start = now().toEpochMilli() * 1000;
        this.orderIds = 574_000_000_000_000_000L + start;
        this.otherIds = 575_000_000_000_000_000L + start;
    }

    synchronized String place(SandboxOrder order) {
        String shopId = order.shopId == null ? shops.getFirst().id() : order.shopId;
        if (shops.stream().noneMatch(shop -> shop.id().equals(shopId))) {
            throw new Unusable("shop_id: " + shopId + " is none of the sandbox's shops");
        }
        String id = order.id == null ? Long.toString(orderIds++) : order.id;
        if (documents.containsKey(id)) {
            throw new Unusable("id: there is an order " + id + " already");
        }
        ObjectNode document = new OrderDocument(order, this::product, () -> otherIds++).write(id, now());
        documents.put(id, document);
        shopOf.put(id, shopId);
        if (order.status != null) {
            become(id, order.status);
        } else if (order.paid) {
            settle(id);
        } else {
            become(id, "UNPAID");
            order.payAfter()
                    .ifPresent(delay -> events.at(
                            Instant.ofEpochSecond(document.path("create_time").asLong())
                                    .plus(delay),
                            () -> payIfUnpaid(id)));
        }
        return id;
    }

    private synchronized void payIfUnpaid(String id) {
        if (status(id).equals("UNPAID")) {
            pay(id);
        }
    }

    synchronized void pay(String id) {
        require(id, "UNPAID");
        documents.get(id).put("paid_time", now().getEpochSecond());
        settle(id);
    }

    /** Where a paid order goes: on hold, or straight to AWAITING_SHIPMENT. */
    private void settle(String id) {
        ObjectNode document = documents.get(id);
        Instant end = holdEnd(document);
        if (document.path("is_on_hold_order").asBoolean() && end.isAfter(now())) {
            become(id, "ON_HOLD");
            events.at(end, () -> release(id));
        } else {
            become(id, "AWAITING_SHIPMENT");
        }
    }

    private static Instant holdEnd(ObjectNode document) {
        long since =
                document.path("paid_time").asLong(document.path("create_time").asLong());
        Instant end = Instant.ofEpochSecond(since).plus(REMORSE);
        Instant release = Instant.ofEpochSecond(document.path("release_date").asLong());
        return release.isAfter(end) ? release : end;
    }

    private synchronized void release(String id) {
        if (status(id).equals("ON_HOLD")) {
            become(id, "AWAITING_SHIPMENT");
        }
    }

    synchronized void moveTo(String id, String status) {
        existing(id);
        become(id, status);
    }

    /** Cancelled as a whole, at once. */
    synchronized void cancel(String id, String by) {
        cancel(id, by, "CANCELLATION_REQUEST_COMPLETE");
    }

    private void cancel(String id, String by, String cancelStatus) {
        ObjectNode document = existing(id);
        if (SHIPPED.contains(status(id))) {
            throw new IllegalStateException("order " + id + " is " + status(id) + " and cannot be cancelled");
        }
        document.put("cancel_reason", "No longer needed");
        document.put("cancellation_initiator", by);
        document.put("cancel_time", now().getEpochSecond());
        document.put("is_buyer_request_cancel", false);
        document.path("line_items").forEach(line -> ((ObjectNode) line)
                .put("display_status", "CANCELLED")
                .put("cancel_user", by)
                .put("cancel_reason", "No longer needed"));
        become(id, "CANCELLED");
        emitCancellation(id, by, cancelStatus);
    }

    /** The buyer wants out: at once before the hold's end; later a request, granted after 48 hours without answer. */
    synchronized void requestCancellation(String id) {
        ObjectNode document = existing(id);
        if (Set.of("UNPAID", "ON_HOLD").contains(status(id))) {
            cancel(id, "BUYER");
            return;
        }
        document.put("is_buyer_request_cancel", true);
        document.put("request_cancel_time", now().getEpochSecond());
        document.put("update_time", now().getEpochSecond());
        emitCancellation(id, "BUYER", "CANCELLATION_REQUEST_PENDING");
        events.at(now().plus(UNANSWERED), () -> grant(id));
    }

    private synchronized void grant(String id) {
        boolean pending = documents.get(id).path("is_buyer_request_cancel").asBoolean();
        if (pending && !SHIPPED.contains(status(id))) {
            cancel(id, "BUYER", "CANCELLATION_REQUEST_SUCCESS");
        }
    }

    /** One line, by its place from 0 on; the order's status stays. */
    synchronized void cancelLine(String id, int index) {
        ObjectNode document = existing(id);
        JsonNode line = document.path("line_items").path(index);
        if (!(line instanceof ObjectNode item)) {
            throw new IllegalArgumentException("order " + id + " has no line " + index);
        }
        item.put("display_status", "CANCELLED").put("cancel_user", "BUYER").put("cancel_reason", "No longer needed");
        document.put("update_time", now().getEpochSecond());
        emitCancellation(id, "BUYER", "CANCELLATION_REQUEST_COMPLETE");
    }

    /** Sets fields of the address, in clear. */
    synchronized void changeAddress(String id, ObjectNode fields) {
        ObjectNode document = existing(id);
        Documents.merge((ObjectNode) document.path("recipient_address"), fields);
        document.put("has_updated_recipient_address", true);
        document.put("update_time", now().getEpochSecond());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("order_id", id);
        data.put("update_time", now().getEpochSecond());
        webhooks.emit(WebhookTopic.RECIPIENT_ADDRESS_UPDATE, shopOf.get(id), id, data);
    }

    /** The order as the API shows it. */
    synchronized Optional<ObjectNode> view(String id) {
        return Optional.ofNullable(documents.get(id)).map(document -> AddressMask.view(document, now()));
    }

    /** The order as the API shows it to the shop. */
    synchronized Optional<ObjectNode> view(String id, TikTokShop shop) {
        return shop.id().equals(shopOf.get(id)) ? view(id) : Optional.empty();
    }

    /** All orders of a shop as the API shows them, in the order of their placing. */
    synchronized List<ObjectNode> views(TikTokShop shop) {
        return documents.keySet().stream()
                .filter(id -> shop.id().equals(shopOf.get(id)))
                .map(id -> AddressMask.view(documents.get(id), now()))
                .toList();
    }

    synchronized List<ObjectNode> views() {
        return documents.values().stream()
                .map(document -> AddressMask.view(document, now()))
                .toList();
    }

    private void become(String id, String status) {
        ObjectNode document = documents.get(id);
        document.put("status", status);
        document.put("update_time", now().getEpochSecond());
        document.path("line_items").forEach(line -> {
            if (!line.path("display_status").asText().equals("CANCELLED")) {
                ((ObjectNode) line).put("display_status", lineStatus(status));
            }
        });
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("is_on_hold_order", document.path("is_on_hold_order").asBoolean());
        data.put("order_id", id);
        data.put("order_status", status.equals("CANCELLED") ? "CANCEL" : status); // the webhook's own spelling
        data.put("update_time", now().getEpochSecond());
        webhooks.emit(WebhookTopic.ORDER_STATUS_CHANGE, shopOf.get(id), id, data);
    }

    private static String lineStatus(String status) {
        return switch (status) {
            case "ON_HOLD", "PARTIALLY_SHIPPING" -> "AWAITING_SHIPMENT";
            default -> status;
        };
    }

    private void emitCancellation(String id, String by, String cancelStatus) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("order_id", id);
        data.put("cancellations_role", by);
        data.put("cancel_status", cancelStatus);
        data.put("cancel_id", Long.toString(otherIds++));
        data.put("create_time", now().getEpochSecond());
        webhooks.emit(WebhookTopic.CANCELLATION_STATUS_CHANGE, shopOf.get(id), id, data);
    }

    private TikTokProduct product(String sellerSku) {
        TikTokProduct known = catalogue.get(sellerSku);
        return known == null ? TikTokProduct.unlisted(sellerSku) : known;
    }

    private ObjectNode existing(String id) {
        ObjectNode document = documents.get(id);
        if (document == null) {
            throw new IllegalArgumentException("there is no order " + id);
        }
        return document;
    }

    private String status(String id) {
        return documents.get(id).path("status").asText();
    }

    private void require(String id, String status) {
        existing(id);
        if (!status(id).equals(status)) {
            throw new IllegalStateException("order " + id + " is " + status(id) + ", not " + status);
        }
    }

    private Instant now() {
        return context.businessClock().instant();
    }
}
