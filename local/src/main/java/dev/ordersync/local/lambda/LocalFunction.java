package dev.ordersync.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.ordersync.local.clock.Activity;
import dev.ordersync.local.ledger.Ledger;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A function as Lambda runs it: entered with a JSON event, which AWS's own serializers turn into
 * the handler's type, with a context and a time-out.
 */
public final class LocalFunction<E, R> {
    private final String name;
    private final Class<E> eventType;
    private final RequestHandler<E, R> handler;
    private final Duration timeout;
    private final Activity activity;
    private final Ledger ledger;

    /** The handler threw, or did not end in time. */
    public static final class FunctionError extends Exception {
        private static final long serialVersionUID = 1L;

        FunctionError(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @param name the function's name, for its context and messages
     * @param timeout the function's time-out, by the machine's clock
     */
    public LocalFunction(
            String name,
            Class<E> eventType,
            RequestHandler<E, R> handler,
            Duration timeout,
            Activity activity,
            Ledger ledger) {
        this.name = name;
        this.eventType = eventType;
        this.handler = handler;
        this.timeout = timeout;
        this.activity = activity;
        this.ledger = ledger;
    }

    /** The function's name. */
    public String name() {
        return name;
    }

    /**
     * Runs the handler with this event and waits for it, at most the function's time-out.
     *
     * @throws FunctionError if the event cannot be read, the handler throws, or the time is over; the
     *     handler's thread is then interrupted, where Lambda would end the process
     */
    public R invoke(String event) throws FunctionError, InterruptedException {
        ledger.invocation();
        CompletableFuture<R> result = new CompletableFuture<>();
        Activity.Work work = activity.begin();
        Thread thread = Thread.ofVirtual().name(name).start(() -> {
            try (work) {
                result.complete(run(event));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new FunctionError(name + " timed out after " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new FunctionError(name + " failed: " + e.getCause(), e.getCause());
        }
    }

    private R run(String event) {
        PojoSerializer<E> serializer = LambdaEventSerializers.serializerFor(eventType, eventType.getClassLoader());
        String requestId = UUID.randomUUID().toString();
        return handler.handleRequest(serializer.fromJson(event), new InvocationContext(name, requestId, timeout));
    }
}
