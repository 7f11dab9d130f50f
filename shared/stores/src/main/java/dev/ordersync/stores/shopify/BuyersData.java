package dev.ordersync.stores.shopify;

import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.StoreAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an order says of its buyer. A store's words may quote what it did not like, and they are kept, shown and logged:
 * so whatever of the buyer's data occurs in them becomes {@code ***} first.
 */
final class BuyersData {
    private static final String HIDDEN = "***";
    private static final int LEAST = 3;
    private static final int MOST_WORDS = 200;
    private static final String WORDS = "words";
    private static final String LABEL_END = ": ";

    private final Pattern data;

    private BuyersData(List<String> values) {
        // The longest first, so that nothing of a value is left behind by another that is a part of it.
        this.data = Pattern.compile(
                values.stream()
                        .map(String::strip)
                        .filter(value -> value.length() >= LEAST)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static BuyersData of(NewStoreOrder order) {
        List<String> values = new ArrayList<>();
        order.shipTo().ifPresent(to -> values.addAll(values(to)));
        values.add(order.note());
        order.note().lines().forEach(line -> {
            values.add(line);
            // "Buyer: please ring twice": the label is ours, the rest is not.
            int label = line.indexOf(LABEL_END);
            values.add(label < 0 ? "" : line.substring(label + LABEL_END.length()));
        });
        return new BuyersData(values);
    }

    static BuyersData of(StoreAddress to) {
        return new BuyersData(values(to));
    }

    private static List<String> values(StoreAddress to) {
        return List.of(
                to.firstName(),
                to.lastName(),
                to.firstName() + " " + to.lastName(),
                to.line1(),
                to.line2(),
                to.city(),
                to.postalCode(),
                to.phone(),
                to.phone().replace("+", ""));
    }

    /** The outcome with words that may be shown, at most 200 characters. */
    Creation hideIn(Creation creation) {
        return switch (creation) {
            case Creation.Created created -> created;
            case Creation.Refused refused -> new Creation.Refused(refused.reason(), hideIn(refused.args()));
            case Creation.NotDone notDone ->
                new Creation.NotDone(notDone.kind(), notDone.retryAfter(), hideIn(notDone.words()));
            case Creation.Unknown unknown -> new Creation.Unknown(hideIn(unknown.words()));
        };
    }

    private Map<String, String> hideIn(Map<String, String> args) {
        Map<String, String> shown = new HashMap<>(args);
        shown.computeIfPresent(WORDS, (name, words) -> hideIn(words));
        return shown;
    }

    /** The words, at most 200 characters of them. */
    String hideIn(String words) {
        // Cut afterwards: half a value would not be recognised.
        return Words.cut(data.pattern().isEmpty() ? words : data.matcher(words).replaceAll(HIDDEN), MOST_WORDS);
    }
}
