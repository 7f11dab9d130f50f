package dev.ordersync.domain.sync;

import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a row has to tell: that the order came into the store, or that it came to need a person. It is made of the row
 * alone, so that whoever tells it again tells the same under the same id.
 */
final class News {
    /**
     * So long a worker that died, and one that died after it, may still owe the row's news: a message is delivered again
     * after 12 minutes. Whoever writes the row within this time tells them too, since the owner will not find its own name
     * on the row any more.
     */
    private static final Duration MAYBE_UNTOLD = Duration.ofMinutes(30);

    /** The owner's own last delivery comes within this time. */
    private static final Duration OWED = Duration.ofHours(2);

    private static final DateTimeFormatter DEADLINE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private News() {}

    /**
     * What is to be told after a row was written.
     *
     * @param before as it was read
     */
    static List<Bus.Event> after(OrderRow before, OrderRow row, Instant now) {
        if (row.news() != before.news()) {
            // A store order that came to need a person right away: that it is there may not have been told yet.
            Optional<Bus.Event> arrival =
                    maybeUntold(before, now).filter(event -> event.type() == Bus.Type.ORDER_SYNCED);
            return Stream.of(arrival, of(row)).flatMap(Optional::stream).toList();
        }
        return maybeUntold(row, now).stream().toList();
    }

    private static Optional<Bus.Event> maybeUntold(OrderRow row, Instant now) {
        // While a change of the store order keeps failing, since tells of that and not of when it came there.
        boolean isKnownWhen = row.attention().isPresent() || row.reasonArgs().isEmpty();
        return of(row, MAYBE_UNTOLD, now).filter(event -> isKnownWhen);
    }

    /** What a message owes that is delivered again and finds its own id on the row. */
    static List<Bus.Event> owed(OrderRow row, Instant now) {
        return of(row, OWED, now).stream().toList();
    }

    private static Optional<Bus.Event> of(OrderRow row, Duration most, Instant now) {
        Instant at = row.attentionSince().orElse(row.since());
        return of(row).filter(event -> now.isBefore(at.plus(most)));
    }

    /** The row's news, however old. */
    static Optional<Bus.Event> of(OrderRow row) {
        if (row.news() == 0) {
            return Optional.empty();
        }
        Optional<Bus.Type> alert = row.attention().map(reason -> type(row.status()));
        return alert.or(() -> Optional.of(Bus.Type.ORDER_SYNCED).filter(synced -> row.status() == Status.SYNCED))
                .map(type -> new Bus.Event(
                        type,
                        row.shop(),
                        Optional.of(row.order()),
                        row.order() + "#" + row.news(),
                        row.attentionSince().orElse(row.since()),
                        details(row)));
    }

    private static Bus.Type type(Status status) {
        return switch (status) {
            case BLOCKED -> Bus.Type.ORDER_BLOCKED;
            case FAILED, WAITING, UNCONFIRMED, SYNCING -> Bus.Type.ORDER_FAILED;
            case SYNCED -> Bus.Type.ORDER_NEEDS_ATTENTION;
        };
    }

    private static Map<String, String> details(OrderRow row) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("status", row.status().name());
        Optional<Instant> end = row.mirror().flatMap(Mirror::autoCancelAt);
        row.attention().ifPresent(reason -> {
            details.put("reason", reason.name());
            details.put("message", message(row, reason, end));
            details.put("resolution", reason.resolution(row.reasonArgs()));
            end.ifPresent(at -> details.put("autoCancelAt", at.toString()));
        });
        row.effect().storeOrderId().ifPresent(id -> {
            details.put("storeOrderId", id.value());
            details.put("storeOrderName", row.effect().storeOrderName());
        });
        return details;
    }

    private static String message(OrderRow row, Reason reason, Optional<Instant> end) {
        String message = reason.message(row.reasonArgs());
        return row.warned() && end.isPresent()
                ? message + " TikTok cancels the order on " + DEADLINE.format(end.get()) + "."
                : message;
    }

    /** @throws Transient when the bus did not take all */
    static void tell(Bus bus, List<Bus.Event> events) {
        if (!events.isEmpty() && !bus.publish(events).isEmpty()) {
            throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "the bus did not take all events");
        }
    }
}
