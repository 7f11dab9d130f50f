package dev.ordersync.domain.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for readings only as long as a person would, all of them together. */
final class Patience {
    private final long end;

    /** @param most counted on the machine's own running time: a person waits for real */
    Patience(Duration most) {
        this.end = System.nanoTime() + most.toNanos();
    }

    /**
     * For reads only: what goes on after the time is up must have no effect.
     *
     * @throws TimeoutException when nothing came in time
     */
    <T> T within(Supplier<T> reading) throws TimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new TimeoutException();
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                future.complete(reading.get());
            } catch (RuntimeException | Error thrown) {
                future.completeExceptionally(thrown);
            }
        });
        try {
            return future.orTimeout(left, TimeUnit.NANOSECONDS).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case TimeoutException late -> throw late;
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
