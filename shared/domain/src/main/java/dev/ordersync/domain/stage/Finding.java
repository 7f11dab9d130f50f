package dev.ordersync.domain.stage;

import java.util.Optional;

/** What one stage, or the store's preflight after them, said. {@code stage} is empty for the store. */
public record Finding(Optional<StageName> stage, Verdict verdict) {
    public boolean passed() {
        return verdict instanceof Verdict.Passed;
    }
}
