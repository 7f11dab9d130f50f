package dev.ordersync.webhook;

import dev.ordersync.aws.Environment;
import dev.ordersync.aws.SdkClients;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.aws.secrets.SecretsManagerReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that the webhook function is made of. */
public final class WebhookWiring {
    /** TikTok waits 3 s for an answer; one that comes later counts as none. */
    private static final Duration QUEUE_PATIENCE = Duration.ofMillis(2500);

    private final TikTokWebhooks tiktok;
    private final LogLine log;

    /** @param secret TikTok's app secret, asked for at each request */
    public WebhookWiring(Environment environment, SqsClient sqs, Supplier<AppSecret> secret, InstantSource clock) {
        MessageCodec codec = new MessageCodec();
        this.tiktok = new TikTokWebhooks(
                environment.get("TIKTOK_APP_KEY"),
                secret,
                new SqsCheckQueue(sqs, environment.get("ORDERS_QUEUE_URL"), codec),
                new SqsTaskQueue(sqs, environment.get("TASKS_QUEUE_URL"), codec));
        this.log = LogLine.toStdout("webhook", clock);
    }

    /** As the deployment has set it up. */
    public static WebhookWiring inAws(Environment environment) {
        InstantSource clock = InstantSource.system();
        SqsClient sqs = SdkClients.client(SqsClient.builder(), QUEUE_PATIENCE);
        SecretsManagerReader reader =
                new SecretsManagerReader(SdkClients.client(SecretsManagerClient.builder(), QUEUE_PATIENCE), clock);
        String app = environment.get("TIKTOK_SECRET_ID");
        return new WebhookWiring(environment, sqs, () -> reader.app(app), clock);
    }

    TikTokWebhooks tiktok() {
        return tiktok;
    }

    LogLine log() {
        return log;
    }
}
