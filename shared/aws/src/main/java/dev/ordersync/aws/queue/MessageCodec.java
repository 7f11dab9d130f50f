package dev.ordersync.aws.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages as one line of JSON, of version 1. A field that is unknown is ignored, so that a newer sender can be deployed
 * first; anything else that is not as it should be is an {@link UnreadableMessage}.
 */
public final class MessageCodec {
    private static final int VERSION = 1;

    private final ObjectMapper json = new ObjectMapper();

    public String write(Check check) {
        ObjectNode message = message("CHECK")
                .put("shop", check.shop().value())
                .put("order", check.order().value())
                .put("cause", check.cause().name())
                .put("actor", check.actor())
                .put("due", check.due().map(Instant::toString).orElse(null))
                .put("asOf", check.asOf().map(Instant::toString).orElse(null));
        check.seen()
                .ifPresentOrElse(
                        seen -> message.putObject("seen")
                                .put("status", seen.status())
                                .put("updated", seen.updated().getEpochSecond()),
                        () -> message.putNull("seen"));
        return message.toString();
    }

    public String write(Task task) {
        ObjectNode message =
                switch (task) {
                    case Task.Sweep(ShopId shop) -> message("SWEEP").put("shop", shop.value());
                    case Task.ShopEvent(ShopId shop, int type) ->
                        message("SHOP_EVENT").put("shop", shop.value()).put("type", type);
                    case Task.Release release ->
                        walk(
                                message("RELEASE")
                                        .put("shop", release.shop().value())
                                        .put("change", release.change().name())
                                        .put("key", release.key().orElse(null))
                                        .put("changedAt", release.changedAt().toString())
                                        .put("actor", release.actor()),
                                release);
                    case Task.SyncAll all ->
                        walk(
                                message("SYNC_ALL")
                                        .put("shop", all.shop().value())
                                        .put("reason", all.reason().name())
                                        .put("actor", all.actor())
                                        .put("pressedAt", all.pressedAt().toString()),
                                all);
                };
        return message.toString();
    }

    private static ObjectNode walk(ObjectNode message, Task.Walk walk) {
        return message.put("after", walk.after().orElse(null)).put("hops", walk.hops());
    }

    private ObjectNode message(String kind) {
        return json.createObjectNode().put("v", VERSION).put("kind", kind);
    }

    /** @throws UnreadableMessage when it is no message of the queue of orders */
    public Check readCheck(String body) {
        JsonNode message = read(body);
        if (!kind(message).equals("CHECK")) {
            throw new UnreadableMessage("\"kind\" is none of the queue of orders");
        }
        return new Check(
                shop(message),
                order(message),
                word(message, "cause", Cause.values()),
                text(message, "actor"),
                time(message, "due"),
                time(message, "asOf"),
                seen(message));
    }

    /** @throws UnreadableMessage when it is no message of the queue of tasks */
    public Task readTask(String body) {
        JsonNode message = read(body);
        return switch (kind(message)) {
            case "SWEEP" -> new Task.Sweep(shop(message));
            case "SHOP_EVENT" -> new Task.ShopEvent(shop(message), whole(message, "type"));
            case "RELEASE" -> release(message);
            case "SYNC_ALL" ->
                new Task.SyncAll(
                        shop(message),
                        word(message, "reason", Reason.values()),
                        text(message, "actor"),
                        someTime(message, "pressedAt"),
                        optionalText(message, "after"),
                        whole(message, "hops"));
            default -> throw new UnreadableMessage("\"kind\" is none of the queue of tasks");
        };
    }

    private static Task.Release release(JsonNode message) {
        Task.Change change = word(message, "change", Task.Change.values());
        // A link without its SKU would be one of every SKU.
        Optional<String> key =
                change == Task.Change.LINK ? Optional.of(text(message, "key")) : optionalText(message, "key");
        return new Task.Release(
                shop(message),
                change,
                key,
                someTime(message, "changedAt"),
                text(message, "actor"),
                optionalText(message, "after"),
                whole(message, "hops"));
    }

    private JsonNode read(String body) {
        JsonNode message;
        try {
            message = json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnreadableMessage("not JSON");
        }
        if (message == null || !message.isObject()) {
            throw new UnreadableMessage("not a JSON object");
        }
        if (number(message, "v") != VERSION) {
            throw new UnreadableMessage("\"v\" is not " + VERSION);
        }
        return message;
    }

    private static String kind(JsonNode message) {
        return text(message, "kind");
    }

    private static ShopId shop(JsonNode message) {
        return new ShopId(text(message, "shop"));
    }

    private static OrderId order(JsonNode message) {
        String id = text(message, "order");
        if (!OrderId.isValid(id)) {
            throw new UnreadableMessage("\"order\" is not 1 to 20 digits");
        }
        return new OrderId(id);
    }

    private static <E extends Enum<E>> E word(JsonNode message, String field, E[] words) {
        String name = text(message, field);
        return Arrays.stream(words)
                .filter(word -> word.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableMessage("\"" + field + "\" is unknown"));
    }

    private static Optional<Check.Seen> seen(JsonNode message) {
        JsonNode seen = message.path("seen");
        if (seen.isMissingNode() || seen.isNull()) {
            return Optional.empty();
        }
        if (!seen.isObject()) {
            throw new UnreadableMessage("\"seen\" is not an object");
        }
        try {
            return Optional.of(new Check.Seen(text(seen, "status"), Instant.ofEpochSecond(number(seen, "updated"))));
        } catch (DateTimeException e) {
            throw new UnreadableMessage("\"updated\" is not a time");
        }
    }

    private static int whole(JsonNode message, String field) {
        long number = number(message, field);
        if (number != (int) number) {
            throw new UnreadableMessage("\"" + field + "\" is too large");
        }
        return (int) number;
    }

    private static Instant someTime(JsonNode message, String field) {
        return time(message, field)
                .orElseThrow(() -> new UnreadableMessage("\"" + field + "\" is missing or not a time"));
    }

    private static Optional<String> optionalText(JsonNode message, String field) {
        JsonNode value = message.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(text(message, field));
    }

    private static Optional<Instant> time(JsonNode message, String field) {
        JsonNode value = message.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text(message, field)));
        } catch (DateTimeException e) {
            throw new UnreadableMessage("\"" + field + "\" is not a time");
        }
    }

    private static String text(JsonNode message, String field) {
        JsonNode value = message.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new UnreadableMessage("\"" + field + "\" is missing or not a text");
        }
        return value.textValue();
    }

    private static long number(JsonNode message, String field) {
        JsonNode value = message.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new UnreadableMessage("\"" + field + "\" is missing or not a whole number");
        }
        return value.longValue();
    }
}
