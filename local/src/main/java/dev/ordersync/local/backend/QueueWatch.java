package dev.ordersync.local.backend;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationUnsupported$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;

/**
 * Knows of every message when it becomes visible next. ElasticMQ tells it of each change before it
 * answers the client that made the change, so what a caller has done is always in here already. It
 * exists because SQS has no way to ask when a message that is in flight comes back, and a long poll
 * does not wake when the clock is moved.
 */
public final class QueueWatch {
    private final InstantSource clock;
    private final Map<String, Map<String, Long>> visibleAt = new HashMap<>();

    QueueWatch(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this queue has a message that can be received now. */
    public synchronized boolean hasVisible(String queue) {
        long now = clock.millis();
        return times(queue).anyMatch(at -> at <= now);
    }

    /** When the earliest message of this queue can be received; it may be now or past. */
    public synchronized Optional<Instant> nextVisible(String queue) {
        return times(queue).boxed().min(Long::compare).map(Instant::ofEpochMilli);
    }

    /** How many messages this queue holds, visible or not. */
    public synchronized int size(String queue) {
        return visibleAt.getOrDefault(queue, Map.of()).size();
    }

    /** Waits until this queue has a visible message, or somebody calls {@link #wake()}. */
    public synchronized void awaitVisible(String queue, Duration atMost) throws InterruptedException {
        if (!hasVisible(queue)) {
            long untilVisible = nextVisible(queue)
                    .map(at -> at.toEpochMilli() - clock.millis())
                    .orElse(Long.MAX_VALUE);
            wait(Math.max(1, Math.min(untilVisible, atMost.toMillis())));
        }
    }

    /** Makes those who wait look again: the clock was moved. */
    public synchronized void wake() {
        notifyAll();
    }

    private LongStream times(String queue) {
        return visibleAt.getOrDefault(queue, Map.of()).values().stream().mapToLong(Long::longValue);
    }

    private synchronized void put(String queue, InternalMessage message) {
        visibleAt.computeIfAbsent(queue, q -> new HashMap<>()).put(message.id(), message.nextDelivery());
        notifyAll();
    }

    private synchronized void remove(String queue, String message) {
        visibleAt.getOrDefault(queue, Map.of()).remove(message);
    }

    Props listener() {
        return Props.create(Listener.class, () -> new Listener(this));
    }

    /** Receives ElasticMQ's events. Answering "unsupported" says that nothing was persisted. */
    private static final class Listener extends AbstractActor {
        private final QueueWatch watch;

        Listener(QueueWatch watch) {
            this.watch = watch;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(QueueEventWithOperationStatus.class, this::changed)
                    .matchAny(other -> {})
                    .build();
        }

        private void changed(QueueEventWithOperationStatus event) {
            switch (event) {
                case QueueEvent.MessageAdded e -> watch.put(e.queueName(), e.message());
                case QueueEvent.MessageUpdated e -> watch.put(e.queueName(), e.message());
                case QueueEvent.MessageRemoved e -> watch.remove(e.queueName(), e.messageId());
                default -> {
                    // A kind of event that this version does not know cannot change a message's time.
                }
            }
            getSender().tell(OperationUnsupported$.MODULE$, getSelf());
        }
    }
}
