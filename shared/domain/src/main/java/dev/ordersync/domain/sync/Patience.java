package dev.ordersync.domain.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for a reading only as long as a person would. */
final class Patience {
    private Patience() {}

    /**
     * For reads only: what goes on after the time is up must have no effect.
     *
     * @throws TimeoutException when nothing came in time
     */
    static <T> T within(Duration patience, Supplier<T> reading) throws TimeoutException {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                future.complete(reading.get());
            } catch (RuntimeException | Error thrown) {
                future.completeExceptionally(thrown);
            }
        });
        try {
            return future.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
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
