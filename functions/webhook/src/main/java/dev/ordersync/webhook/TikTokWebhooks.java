package dev.ordersync.webhook;

import dev.ordersync.aws.lambda.Hashes;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.tiktok.WebhookEvent;
import dev.ordersync.tiktok.WebhookEvent.NotForUs;
import dev.ordersync.tiktok.WebhookEvent.OrderEvents;
import dev.ordersync.tiktok.WebhookEvent.ShopEvent;
import dev.ordersync.tiktok.WebhookEvent.Unreadable;
import dev.ordersync.tiktok.WebhookReader;
import dev.ordersync.tiktok.WebhookVerifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** TikTok's webhooks: verified over the raw bytes before anything is read, then turned into messages of references. */
final class TikTokWebhooks {
    private static final String ACTOR = "tiktok";

    private final String appKey;
    private final Supplier<AppSecret> secret;
    private final CheckQueue checks;
    private final TaskQueue tasks;

    TikTokWebhooks(String appKey, Supplier<AppSecret> secret, CheckQueue checks, TaskQueue tasks) {
        this.appKey = appKey;
        this.secret = secret;
        this.checks = checks;
        this.tasks = tasks;
    }

    /**
     * Returns the status to answer with.
     *
     * @param authorization null if absent
     * @throws RuntimeException when the secret could not be read or not everything is in the queue: to be sent again
     */
    int receive(byte[] body, String authorization, LogLine.Line line) {
        if (!WebhookVerifier.verify(body, authorization, appKey, secret.get().all())) {
            line.put("what", "signature refused");
            return 401;
        }
        WebhookEvent event = WebhookReader.read(body);
        switch (event) {
            case OrderEvents orders -> {
                line.put("shop", orders.shop().value()).put("type", orders.type());
                checks.send(checks(orders));
                line.put("what", "queued").put("orders", orders.orders().size());
            }
            case ShopEvent(var shop, int type) -> {
                line.put("shop", shop.value()).put("type", type);
                tasks.send(List.of(new Task.ShopEvent(shop, type)));
                line.put("what", "queued");
            }
            case NotForUs(int type) -> line.put("what", "not for us").put("type", type);
            // The sweep finds what it was about. The hash finds it in TikTok's own log of what it sent.
            case Unreadable(String why) ->
                line.put("what", "unreadable").put("body", Hashes.of(body)).warn(why);
        }
        return 200;
    }

    private static List<Check> checks(OrderEvents events) {
        return events.orders().stream()
                .map(order -> new Check(
                        events.shop(), order, Cause.WEBHOOK, ACTOR, Optional.empty(), Optional.empty(), events.seen()))
                .toList();
    }
}
