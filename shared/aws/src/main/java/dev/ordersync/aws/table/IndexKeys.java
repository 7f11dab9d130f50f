package dev.ordersync.aws.table;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.OrderRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A row's keys in the two sparse indexes.
 *
 * <p>{@code open}: {@code <shop>#<status>} / {@code <reason>#<detail>#<order>}, for every row that is not done. The detail
 * is what the row waits for: a TikTok SKU, or the minute from which on it is overdue, or "-". {@code attention}:
 * {@code <shop>} / {@code <when TikTok cancels, or since when>#<order>}.
 */
final class IndexKeys {
    static final String NONE = "-";
    static final String PENDING = "PENDING";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private IndexKeys() {}

    static String openPk(ShopId shop, Status status) {
        return shop + "#" + status;
    }

    /** The key in {@code open}, empty for a row that is done. */
    static Optional<String> openSk(OrderRow row) {
        if (row.status() == Status.SYNCED && row.effect().pending().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(reason(row) + "#" + detail(row) + "#" + row.order().padded());
    }

    private static String reason(OrderRow row) {
        return row.status() == Status.SYNCED
                ? PENDING
                : row.reason().map(Reason::name).orElse(NONE);
    }

    /** What the keys in {@code open} of the rows that wait for this begin with. */
    static String prefix(Waiting what) {
        String reason = what.reason() == Reason.STORE_UPDATE_FAILED
                ? PENDING
                : what.reason().name();
        return reason + "#" + what.detail().map(detail -> detail + "#").orElse("");
    }

    /** The first part of a key in {@code open}. */
    static String reasonOf(String openSk) {
        return openSk.substring(0, openSk.indexOf('#'));
    }

    /** The reason of that name, empty for a row that shows none. */
    static Optional<Reason> reason(String name) {
        return name.equals(NONE) || name.equals(PENDING) ? Optional.empty() : Optional.of(Reason.valueOf(name));
    }

    private static String detail(OrderRow row) {
        if (row.reason().filter(Reason::waitsForSku).isPresent()) {
            return row.reasonArgs().getOrDefault("sku", NONE);
        }
        Optional<Instant> claimed = row.effect().claim().map(Claim::until);
        Optional<Instant> due =
                switch (row.status()) {
                    case SYNCING -> claimed;
                    // What is to be done in the store must be found, even if whoever wrote it gave no time for it.
                    case SYNCED ->
                        row.isGivenUp()
                                ? Optional.empty()
                                : row.nextCheckAt().or(() -> claimed).or(() -> Optional.of(row.updatedAt()));
                    default -> row.nextCheckAt().or(() -> claimed);
                };
        return due.map(IndexKeys::minuteFrom).orElse(NONE);
    }

    /** Up to the whole minute: whoever asks for what lies before now finds nothing that does not. */
    private static String minuteFrom(Instant due) {
        Instant minute = due.truncatedTo(ChronoUnit.MINUTES);
        return MINUTE.format(minute.equals(due) ? minute : minute.plus(1, ChronoUnit.MINUTES));
    }

    static String minuteOf(Instant now) {
        return MINUTE.format(now);
    }

    /** The key in {@code attention}, empty for a row that needs nobody. */
    static Optional<String> attentionSk(OrderRow row) {
        if (row.attention().isEmpty()) {
            return Optional.empty();
        }
        Instant when = row.mirror()
                .flatMap(mirror -> mirror.autoCancelAt())
                .or(row::attentionSince)
                .orElse(row.updatedAt());
        return Optional.of(attentionAt(when) + "#" + row.order().padded());
    }

    /** The first part of a key in {@code attention}. */
    static String attentionAt(Instant when) {
        return when.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
