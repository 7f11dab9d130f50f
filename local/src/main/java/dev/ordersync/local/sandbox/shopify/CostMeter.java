package dev.ordersync.local.sandbox.shopify;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The leaky bucket of calculated query costs, with the figures of a Plus store. A mutation costs 10, an object 1, a
 * connection a little more with its size: Shopify's exact weights are not published.
 */
final class CostMeter {

    private static final double MAXIMUM = 20_000;
    private static final double RESTORE_RATE = 1_000;

    private final InstantSource wireClock;
    private double available = MAXIMUM;
    private Instant measured;

    CostMeter(InstantSource wireClock) {
        this.wireClock = wireClock;
        this.measured = wireClock.instant();
    }

    static int cost(SelectionSet selections, boolean mutation) {
        return selections == null ? 0 : (mutation ? 10 : 0) + inside(selections);
    }

    private static int inside(SelectionSet selections) {
        int cost = 0;
        for (Selection<?> selection : selections.getSelections()) {
            cost += switch (selection) {
                case Field field
                when field.getSelectionSet() != null -> 1 + size(field) + inside(field.getSelectionSet());
                case InlineFragment fragment -> inside(fragment.getSelectionSet());
                case FragmentSpread spread -> 1;
                default -> 0;
            };
        }
        return cost;
    }

    private static int size(Field field) {
        for (Argument argument : field.getArguments()) {
            if (argument.getName().equals("first") && argument.getValue() instanceof IntValue first) {
                return 32 - Integer.numberOfLeadingZeros(first.getValue().intValue());
            }
        }
        return 0;
    }

    /** Takes the cost out of the bucket if it holds so much. */
    synchronized boolean take(int cost) {
        Instant now = wireClock.instant();
        double restored = Duration.between(measured, now).toMillis() * RESTORE_RATE / 1000;
        available = Math.min(MAXIMUM, available + restored);
        measured = now;
        if (available < cost) {
            return false;
        }
        available -= cost;
        return true;
    }

    /** {@code extensions}; {@code actual} is null where the call was throttled. */
    synchronized Map<String, Object> extensions(int requested, Integer actual) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("maximumAvailable", MAXIMUM);
        status.put("currentlyAvailable", (int) available);
        status.put("restoreRate", RESTORE_RATE);
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("requestedQueryCost", requested);
        cost.put("actualQueryCost", actual);
        cost.put("throttleStatus", status);
        return Map.of("cost", cost);
    }
}
