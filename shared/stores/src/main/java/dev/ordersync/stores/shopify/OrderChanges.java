package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.store.Store.Restock;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Changes an order that is there (shopify.dev: orderCancel, orderUpdate, orderMarkAsPaid, tagsAdd, tagsRemove). Shopify has
 * no codes for "done already", so after a refusal the order itself is asked.
 */
final class OrderChanges {
    private static final int MOST_WORDS = 200;

    private final ShopifyApi api;
    private final OrderReader orders;

    OrderChanges(ShopifyApi api, OrderReader orders) {
        this.api = api;
        this.orders = orders;
    }

    void cancel(StoreOrderId id, Restock restock, Deadline deadline) {
        ObjectNode variables = ShopifyApi.object()
                .put("orderId", id.value())
                .put("restock", restock == Restock.YES)
                .put("staffNote", "Cancelled on TikTok Shop");
        JsonNode payload = Json.object(api.data(Documents.CANCEL_ORDER, variables, deadline), "orderCancel");
        JsonNode errors = Json.array(payload, "orderCancelUserErrors");
        if (errors.isEmpty() || is(id, StoreOrder::cancelled, deadline)) {
            return;
        }
        String code = errors.get(0).path("code").asText("");
        if (code.equals("INTERNAL_ERROR")) {
            throw ShopifyApi.unavailable(words(errors));
        }
        throw new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, code, words(errors), "");
    }

    void address(StoreOrderId id, StoreAddress address, Deadline deadline) {
        ObjectNode input = ShopifyApi.object().put("id", id.value());
        OrderInput.wholeAddress(input.putObject("shippingAddress"), address);
        BuyersData buyers = BuyersData.of(address);
        try {
            refuse(change(Documents.UPDATE_ORDER, input(input), "orderUpdate", deadline));
        } catch (Permanent refused) {
            throw new Permanent(
                    refused.upstream(),
                    refused.kind(),
                    refused.code(),
                    buyers.hideIn(refused.getMessage()),
                    refused.requestId());
        } catch (Transient passing) {
            throw new Transient(
                    passing.upstream(),
                    passing.kind(),
                    passing.retryAfter().orElse(null),
                    buyers.hideIn(passing.getMessage()));
        }
    }

    void note(StoreOrder before, String note, Deadline deadline) {
        String all = before.note().isEmpty() ? note : before.note() + "\n" + note;
        ObjectNode input = ShopifyApi.object().put("id", before.id().value()).put("note", all);
        // Not in Shopify's words: they may quote the note, and that the buyer.
        String words = "Shopify does not take the note";
        JsonNode errors;
        try {
            errors = change(Documents.UPDATE_ORDER, input(input), "orderUpdate", deadline);
        } catch (Permanent refused) {
            throw new Permanent(refused.upstream(), refused.kind(), refused.code(), words, refused.requestId());
        } catch (Transient passing) {
            throw new Transient(
                    passing.upstream(), passing.kind(), passing.retryAfter().orElse(null), words);
        }
        if (!errors.isEmpty()) {
            throw refused(words);
        }
    }

    void paid(StoreOrderId id, Deadline deadline) {
        JsonNode errors = change(
                Documents.MARK_PAID, input(ShopifyApi.object().put("id", id.value())), "orderMarkAsPaid", deadline);
        if (!errors.isEmpty() && is(id, order -> order.payable(), deadline)) {
            throw refused(words(errors));
        }
    }

    void addTags(StoreOrderId id, List<String> tags, Deadline deadline) {
        refuse(change(Documents.ADD_TAGS, tags(id, tags), "tagsAdd", deadline));
    }

    void removeTags(StoreOrderId id, List<String> tags, Deadline deadline) {
        refuse(change(Documents.REMOVE_TAGS, tags(id, tags), "tagsRemove", deadline));
    }

    private JsonNode change(String document, ObjectNode variables, String field, Deadline deadline) {
        return Json.array(Json.object(api.data(document, variables, deadline), field), "userErrors");
    }

    private boolean is(StoreOrderId id, Predicate<StoreOrder> so, Deadline deadline) {
        return orders.order(id.value(), deadline).filter(so).isPresent();
    }

    private static ObjectNode input(ObjectNode input) {
        return ShopifyApi.object().set("input", input);
    }

    private static ObjectNode tags(StoreOrderId id, List<String> tags) {
        ObjectNode variables = ShopifyApi.object().put("id", id.value());
        ArrayNode all = variables.putArray("tags");
        tags.forEach(all::add);
        return variables;
    }

    private static void refuse(JsonNode errors) {
        if (!errors.isEmpty()) {
            throw refused(words(errors));
        }
    }

    private static Permanent refused(String words) {
        return new Permanent(Upstream.STORE, Permanent.Kind.REFUSED, "", words, "");
    }

    private static String words(JsonNode errors) {
        return Words.cut(
                StreamSupport.stream(errors.spliterator(), false)
                        .map(error -> error.path("message").asText(""))
                        .collect(Collectors.joining("; ")),
                MOST_WORDS);
    }
}
