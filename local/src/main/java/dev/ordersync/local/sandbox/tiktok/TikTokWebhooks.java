package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.TimedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends signed webhooks: 200 within 3 seconds is accepted, anything else is tried again 2 min, 30 min, 3 h and 12 h
 * later, each counted from the failure before it, and then given up.
 *
 * <p>Assumed, because undocumented: a retry carries the same bytes and id, and a 401 is retried as well.
 */
final class TikTokWebhooks implements AutoCloseable {

    private static final List<Duration> RETRIES =
            List.of(Duration.ofMinutes(2), Duration.ofMinutes(30), Duration.ofHours(3), Duration.ofHours(12));

    private record Webhook(WebhookTopic topic, String shopId, String orderId, byte[] body) {}

    private final TikTokAccount account;
    private final SandboxContext context;
    private final TimedEvents events;
    private final BiFunction<String, WebhookTopic, Optional<String>> addresses;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Map<String, Webhook> latest = new HashMap<>();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(3))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .build();
    private long notifications;

    /** {@code addresses} knows where a shop's topic goes, if anywhere. */
    TikTokWebhooks(
            TikTokAccount account,
            SandboxContext context,
            TimedEvents events,
            BiFunction<String, WebhookTopic, Optional<String>> addresses) {
        this.account = account;
        this.context = context;
        this.events = events;
        this.addresses = addresses;
        this.notifications =
                7_380_000_000_000_000_000L + context.businessClock().instant().toEpochMilli() * 1000;
    }

    /** Puts a webhook on the time line, due now. */
    synchronized void emit(WebhookTopic topic, String shopId, String orderId, ObjectNode data) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("type", topic.type);
        if (topic != WebhookTopic.RECIPIENT_ADDRESS_UPDATE) { // its documented sample has none
            envelope.put("tts_notification_id", Long.toString(notifications++));
        }
        envelope.put("shop_id", shopId);
        envelope.put("timestamp", context.wireClock().instant().getEpochSecond());
        envelope.set("data", data);
        Webhook webhook =
                new Webhook(topic, shopId, orderId, envelope.toString().getBytes(StandardCharsets.UTF_8));
        latest.put(orderId, webhook);
        events.at(now(), () -> deliver(webhook, 1));
    }

    /** Delivers the order's latest webhook once more, byte for byte. */
    void repeat(String orderId) {
        Webhook webhook;
        synchronized (this) {
            webhook = latest.get(orderId);
        }
        if (webhook == null) {
            throw new IllegalArgumentException("no webhook was sent for order " + orderId);
        }
        events.at(now(), () -> deliver(webhook, 1));
    }

    synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private void deliver(Webhook webhook, int attempt) {
        Optional<String> address = addresses.apply(webhook.shopId(), webhook.topic());
        if (address.isEmpty()
                || context.faults().loses("tiktok", webhook.topic().name())) {
            return;
        }
        int status = post(address.get(), webhook.body());
        Instant now = now();
        synchronized (this) {
            deliveries.add(new Delivery(webhook.topic(), webhook.orderId(), attempt, status, now));
        }
        if (status == 200) {
            if (context.faults().duplicates("tiktok", webhook.topic().name())) {
                events.at(now, () -> deliver(webhook, 1));
            }
        } else if (attempt <= RETRIES.size()) {
            events.at(now.plus(RETRIES.get(attempt - 1)), () -> deliver(webhook, attempt + 1));
        }
    }

    private int post(String address, byte[] body) {
        Request request = new Request.Builder()
                .url(address)
                .header("Content-Type", "application/json")
                .header("Authorization", TikTokSignature.ofWebhook(account.appKey(), account.appSecret(), body))
                .post(RequestBody.create(body))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        } catch (IOException e) {
            return 0;
        }
    }

    private Instant now() {
        return context.businessClock().instant();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
