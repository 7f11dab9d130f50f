package dev.ordersync.domain.row;

import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.reason.Words;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A status with everything that belongs to it, as a check decides it. */
public record State(
        Status status,
        Optional<Reason> reason,
        Map<String, String> args,
        Optional<Integer> stage,
        Optional<Instant> nextCheckAt,
        int retries) {

    public State {
        args = Words.fit(args);
    }

    public static State of(Reason reason, Map<String, String> args) {
        return new State(reason.status(), Optional.of(reason), args, Optional.empty(), Optional.empty(), 0);
    }

    /** SYNCING or SYNCED, which have no reason. */
    public static State of(Status status) {
        return new State(status, Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), 0);
    }

    public State atStage(int number) {
        return new State(status, reason, args, Optional.of(number), nextCheckAt, retries);
    }

    public State lookAgain(Instant at, int times) {
        return new State(status, reason, args, stage, Optional.of(at), times);
    }

    public State retried(int times) {
        return new State(status, reason, args, stage, nextCheckAt, times);
    }
}
