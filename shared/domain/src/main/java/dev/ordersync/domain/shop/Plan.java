package dev.ordersync.domain.shop;

import java.time.Instant;
import java.util.Optional;

/** The merchant's subscription to this service; the operator's to set. Bounds are inclusive and exclusive. */
public record Plan(boolean active, Optional<Instant> activeFrom, Optional<Instant> activeUntil) {
    public static Plan unlimited() {
        return new Plan(true, Optional.empty(), Optional.empty());
    }

    public boolean isActive(Instant now) {
        return active
                && activeFrom.map(from -> !now.isBefore(from)).orElse(true)
                && activeUntil.map(now::isBefore).orElse(true);
    }
}
