package dev.ordersync.local.backend;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Some;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * ElasticMQ in this process, on loopback, whose visibility time-outs follow the business clock.
 * Messages live in memory and die with the process. ElasticMQ dates a new message by the machine, so
 * the clock must not be behind it, and {@code DelaySeconds} does not follow the clock.
 */
public final class LocalQueues implements AutoCloseable {
    /** As in the template: a message that fails this often is for a person to look at. */
    public static final int MAX_RECEIVES = 10;

    private static final String QUIET = """
      pekko.loglevel = "WARNING"
      pekko.stdout-loglevel = "WARNING"
      pekko.log-dead-letters = off
      pekko.log-dead-letters-during-shutdown = off
      pekko.daemonic = on
      """;

    private final ActorSystem actors;
    private final URI endpoint;
    private final QueueWatch watch;

    private LocalQueues(ActorSystem actors, URI endpoint, QueueWatch watch) {
        this.actors = actors;
        this.endpoint = endpoint;
        this.watch = watch;
    }

    /** A queue and its dead-letter queue. */
    public record Queue(String name, String url, String arn, String deadLetterUrl) {
        /** The name of the queue that takes what fails too often. */
        public String deadLetterName() {
            return name + "-dlq";
        }

        public String deadLetterArn() {
            return arn + "-dlq";
        }
    }

    /** Starts it on any free port. */
    public static LocalQueues start(InstantSource clock) {
        Config config =
                ConfigFactory.parseString(QUIET).withFallback(ConfigFactory.load(LocalQueues.class.getClassLoader()));
        ActorSystem actors = ActorSystem.create("elasticmq", config, LocalQueues.class.getClassLoader());
        QueueWatch watch = new QueueWatch(clock);
        ActorRef listener = actors.actorOf(watch.listener(), "watch");
        NowProvider now = new BusinessNow(clock);
        ActorRef manager = actors.actorOf(
                Props.create(
                        QueueManagerActor.class,
                        () -> new QueueManagerActor(now, StrictSQSLimits$.MODULE$, new Some<>(listener))),
                "queues");
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(manager)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion(AwsClients.REGION)
                .withAWSAccountId(AwsClients.ACCOUNT)
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new LocalQueues(actors, URI.create("http://127.0.0.1:" + port), watch);
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    /** What is in the queues and when it becomes visible. */
    public QueueWatch watch() {
        return watch;
    }

    /**
     * Creates a standard queue with its dead-letter queue.
     *
     * @param visibility how long a received message stays hidden unless the receiver says otherwise
     */
    public Queue create(SqsClient sqs, String name, Duration visibility) {
        String deadLetterUrl = sqs.createQueue(r -> r.queueName(name + "-dlq")).queueUrl();
        Map<QueueAttributeName, String> attributes = new LinkedHashMap<>();
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()));
        attributes.put(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(arn(name + "-dlq"), MAX_RECEIVES));
        String url =
                sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
        return new Queue(name, url, arn(name), deadLetterUrl);
    }

    private static String arn(String name) {
        return "arn:aws:sqs:" + AwsClients.REGION + ":" + AwsClients.ACCOUNT + ":" + name;
    }

    /** Its own way to stop waits up to a minute for connections that clients keep; their actors close them at once. */
    @Override
    public void close() {
        actors.terminate();
    }

    private static final class BusinessNow extends NowProvider {
        private final InstantSource clock;

        BusinessNow(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public long nowMillis() {
            return clock.millis();
        }

        @Override
        public OffsetDateTime now() {
            return clock.instant().atOffset(ZoneOffset.UTC);
        }
    }
}
