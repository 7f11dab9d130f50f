package dev.ordersync.merchant;

import dev.ordersync.domain.port.OrderTable.Filter;
import dev.ordersync.domain.port.UnreadableCursor;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads a request's query. */
final class Query {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    private Query() {}

    static int limit(Call call) {
        Optional<String> given = call.parameter("limit");
        if (given.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        int limit = given.filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(0);
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("`limit` must be a whole number from 1 to " + MOST + ".");
        }
        return limit;
    }

    static Filter filter(Call call) {
        return new Filter(
                call.parameter("status").map(text -> word("status", Status.values(), text)),
                call.parameter("reason").map(text -> word("reason", Reason.values(), text)),
                call.parameter("attention").map(Query::flag).orElse(false));
    }

    /** Runs a listing; what it says of the cursor is the caller's mistake. */
    static <T> T listed(Supplier<T> listing) {
        try {
            return listing.get();
        } catch (UnreadableCursor e) {
            throw Problem.badRequest("`cursor` is not one that this list gave.");
        }
    }

    private static <E extends Enum<E>> E word(String name, E[] words, String text) {
        return Stream.of(words)
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("`" + name + "` is not one that we know."));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.badRequest("`attention` must be true or false.");
        };
    }
}
