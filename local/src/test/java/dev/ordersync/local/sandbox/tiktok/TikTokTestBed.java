package dev.ordersync.local.sandbox.tiktok;

import dev.ordersync.local.sandbox.Faults;
import dev.ordersync.local.sandbox.Http;
import dev.ordersync.local.sandbox.MovableClock;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.WebhookReceiver;
import dev.ordersync.tiktok.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sandbox with clocks that the test moves, a receiver for its webhooks, and a client that signs. */
final class TikTokTestBed implements AutoCloseable {

    final MovableClock business = new MovableClock("2026-11-21T10:00:00Z");
    final MovableClock wire = new MovableClock("2026-11-25T08:00:00Z");
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Faults faults = new Faults();
    final WebhookReceiver product = new WebhookReceiver();
    final TikTokAccount account = TikTokAccount.demo();
    final TikTokShop shop = account.shops().getFirst();
    final TikTokSandbox sandbox = new TikTokSandbox(0, new SandboxContext(business, wire, calls::add, faults), account);
    final Http http = new Http();

    TikTokTestBed() throws IOException {
        sandbox.sendWebhooksTo(product.url("/webhooks/tiktok"));
    }

    /** Moves business time as the runtime does: from due time to due time. */
    void advance(Duration by) {
        Instant end = business.instant().plus(by);
        while (sandbox.nextDue().filter(due -> !due.isAfter(end)).isPresent()) {
            Instant due = sandbox.nextDue().orElseThrow();
            if (due.isAfter(business.instant())) {
                business.advance(Duration.between(business.instant(), due));
            }
            sandbox.fireDue(business.instant());
        }
        business.advance(Duration.between(business.instant(), end));
    }

    Map<String, String> query(String... pairs) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("app_key", account.appKey());
        query.put("timestamp", Long.toString(wire.instant().getEpochSecond()));
        for (int i = 0; i < pairs.length; i += 2) {
            query.put(pairs[i], pairs[i + 1]);
        }
        return query;
    }

    Http.Answer shopCall(String method, String path, String body, String... pairs) throws IOException {
        Map<String, String> query = query(pairs);
        query.put("shop_cipher", shop.cipher());
        return signed(method, path, query, body, account.accessToken());
    }

    Http.Answer orders(String... ids) throws IOException {
        return shopCall("GET", "/order/202309/orders", null, "ids", String.join(",", ids));
    }

    Http.Answer signed(String method, String path, Map<String, String> query, String body, String token)
            throws IOException {
        Map<String, String> all = new TreeMap<>(query);
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        all.put("sign", RequestSigner.sign(path, query, bytes, "application/json", account.appSecret()));
        return send(method, path, all, body, token);
    }

    Http.Answer send(String method, String path, Map<String, String> query, String body, String token)
            throws IOException {
        StringBuilder url = new StringBuilder(sandbox.url() + path);
        char separator = '?';
        for (Map.Entry<String, String> pair : query.entrySet()) {
            url.append(separator).append(pair.getKey()).append('=');
            url.append(URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        Map<String, String> headers = token == null
                ? Map.of("Content-Type", "application/json")
                : Map.of("Content-Type", "application/json", "x-tts-access-token", token);
        return http.send(method, URI.create(url.toString()), headers, body);
    }

    @Override
    public void close() {
        sandbox.close();
        product.close();
    }
}
