package dev.ordersync.aws.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
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
                };
        return message.toString();
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
                cause(message),
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
            case "SHOP_EVENT" -> new Task.ShopEvent(shop(message), type(message));
            default -> throw new UnreadableMessage("\"kind\" is none of the queue of tasks");
        };
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

    private static Cause cause(JsonNode message) {
        String name = text(message, "cause");
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableMessage("\"cause\" is unknown"));
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

    private static int type(JsonNode message) {
        long type = number(message, "type");
        if (type != (int) type) {
            throw new UnreadableMessage("\"type\" is not a type");
        }
        return (int) type;
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
