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
 * Knows of every message when it was sent and when it becomes visible next, in business time.
 * ElasticMQ tells it of each change before it answers the client that made the change, so what a
 * caller has done is always in here already. It exists because SQS has no way to ask when a message
 * that is in flight comes back, because a long poll does not wake when the clock is moved, and
 * because ElasticMQ dates what is sent by the machine's clock whatever clock it is given.
 */
public final class QueueWatch {
    private final InstantSource clock;
    private final Map<String, Map<String, Times>> messages = new HashMap<>();

    /** In milliseconds since 1970. */
    private record Times(long sent, long visible) {}

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
        return messages.getOrDefault(queue, Map.of()).size();
    }

    /** When a message that is still in this queue was sent. */
    public synchronized Optional<Instant> sentAt(String queue, String message) {
        return Optional.ofNullable(messages.getOrDefault(queue, Map.of()).get(message))
                .map(times -> Instant.ofEpochMilli(times.sent()));
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
        return messages.getOrDefault(queue, Map.of()).values().stream().mapToLong(Times::visible);
    }

    private synchronized void put(String queue, InternalMessage message) {
        Map<String, Times> times = messages.computeIfAbsent(queue, q -> new HashMap<>());
        Times known = times.get(message.id());
        times.put(message.id(), new Times(known == null ? clock.millis() : known.sent(), message.nextDelivery()));
        notifyAll();
    }

    private synchronized void remove(String queue, String message) {
        messages.getOrDefault(queue, Map.of()).remove(message);
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
