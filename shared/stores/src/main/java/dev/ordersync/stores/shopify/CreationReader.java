package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.NewStoreOrder.Line;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a reply says about the order that was to be created, in words that are neither cut nor fit to be shown yet. */
final class CreationReader {
    private static final int MOST_PRODUCT = 120;
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");

    private static final String NOT_AT_HAND = "the store was not called: our access to it could not be read";

    private final OrderReader orders;

    CreationReader(OrderReader orders) {
        this.orders = orders;
    }

    Creation read(Reply reply, NewStoreOrder order, Deadline deadline) {
        return switch (reply) {
            case Reply.Data(JsonNode data) -> answered(data.path("orderCreate"), order, deadline);
            case Reply.Throttled throttled ->
                new Creation.NotDone(
                        Transient.Kind.RATE_LIMITED, throttled.retryAfter(), "Shopify asked us to slow down");
            case Reply.Unauthorised refused -> refused(Reason.STORE_AUTH_EXPIRED, refused.words());
            case Reply.Denied denied ->
                denied.nothingDone()
                        ? refused(Reason.STORE_AUTH_EXPIRED, denied.words())
                        : new Creation.Unknown(denied.words());
            case Reply.Invalid invalid -> refused(Reason.STORE_REJECTED, invalid.words());
            case Reply.NotSent notSent ->
                new Creation.NotDone(
                        Transient.Kind.UNAVAILABLE, Optional.empty(), "no connection to Shopify: " + notSent.cause());
            case Reply.Unclear unclear -> new Creation.Unknown(unclear.words());
        };
    }

    /** The call was not made, because something that it needs could not be had. */
    static Creation notCalled(UpstreamException failure) {
        if (failure.upstream() == Upstream.AWS) {
            // Our side, not the store's: neither its limit, which would pause it, nor its refusal.
            return new Creation.NotDone(Transient.Kind.UNAVAILABLE, Optional.empty(), NOT_AT_HAND);
        }
        return switch (failure) {
            case Transient passing -> new Creation.NotDone(passing.kind(), passing.retryAfter(), passing.getMessage());
            case Permanent permanent -> {
                boolean access = permanent.kind() == Permanent.Kind.AUTH_EXPIRED;
                yield refused(access ? Reason.STORE_AUTH_EXPIRED : Reason.STORE_REJECTED, permanent.getMessage());
            }
        };
    }

    private Creation answered(JsonNode payload, NewStoreOrder order, Deadline deadline) {
        JsonNode created = payload.path("order");
        if (created.path("id").isTextual()) {
            try {
                return new Creation.Created(orders.complete(created, deadline));
            } catch (UpstreamException failure) {
                // It is there, but which lines it has is not known: the look-up reads it whole and adopts it.
                String why = failure.upstream() == Upstream.AWS ? NOT_AT_HAND : failure.getMessage();
                return new Creation.Unknown("created, but not read whole: " + why);
            }
        }
        List<JsonNode> errors = StreamSupport.stream(payload.path("userErrors").spliterator(), false)
                .toList();
        if (!created.isNull() || errors.isEmpty()) {
            return new Creation.Unknown("Shopify's answer names neither an order nor an error");
        }
        String words = words(errors);
        if (errors.stream().anyMatch(CreationReader::mayBeTheKey)) {
            // Somebody may have created it before: what Shopify says then is documented nowhere.
            return new Creation.Unknown(words);
        }
        if (errors.stream().anyMatch(error -> isCode(error, "SHOP_DORMANT"))) {
            // As a frozen shop is (402): closed to all orders alike until the merchant has renewed it.
            return refused(Reason.STORE_AUTH_EXPIRED, "the shop is dormant (SHOP_DORMANT)");
        }
        Optional<JsonNode> stock = errors.stream()
                .filter(error -> isCode(error, "INVENTORY_CLAIM_FAILED"))
                .findFirst();
        return stock.<Creation>map(error ->
                        new Creation.Refused(Reason.STORE_OUT_OF_STOCK, Map.of("product", product(error, order))))
                .orElseGet(() -> refused(Reason.STORE_REJECTED, words));
    }

    private static Creation.Refused refused(Reason reason, String words) {
        return new Creation.Refused(reason, Map.of("words", words));
    }

    private static boolean isCode(JsonNode error, String code) {
        return error.path("code").asText("").equals(code);
    }

    /** Whether an error can be that of the unique metafield. Taking another one for it costs a look-up, no order. */
    private static boolean mayBeTheKey(JsonNode error) {
        String code = error.path("code").asText("");
        String field = path(error);
        String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
        return field.contains("metafield")
                || code.equals("TAKEN")
                || code.equals("CAPABILITY_VIOLATION")
                || field.isEmpty()
                        && (message.contains("metafield") || message.contains("taken") || message.contains("unique"));
    }

    private static String words(List<JsonNode> errors) {
        return errors.stream()
                .map(error -> {
                    String message = error.path("message").asText("");
                    String path = path(error);
                    return path.isEmpty() ? message : path + ": " + message;
                })
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String path(JsonNode error) {
        return StreamSupport.stream(error.path("field").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
    }

    /** The product whose line the error names; all of them where it names none. */
    private static String product(JsonNode error, NewStoreOrder order) {
        for (JsonNode step : error.path("field")) {
            String text = step.asText("");
            if (INDEX.matcher(text).matches()
                    && Integer.parseInt(text) < order.lines().size()) {
                return product(order.lines().get(Integer.parseInt(text)));
            }
        }
        return Words.cut(
                order.lines().stream().map(CreationReader::product).distinct().collect(Collectors.joining(", ")),
                MOST_PRODUCT);
    }

    static String product(Line line) {
        String product = line.variant().productTitle();
        return Words.cut(product.isBlank() ? line.title() : product, MOST_PRODUCT);
    }
}
