package dev.ordersync.webhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.ordersync.aws.lambda.FakeContext;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.aws.queue.SqsTaskQueue;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import dev.ordersync.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The webhook function over queues in memory. Signs by itself, so that a mistake of the verifier's does not hide. */
final class WebhookBed {
    static final String APP_KEY = "6test_app_key";
    static final String SECRET = "test_app_secret";
    static final String PREVIOUS = "previous_app_secret";

    final StrictSqs sqs;
    final List<String> log = new ArrayList<>();
    private final WebhookHandler handler;

    WebhookBed() {
        this(new StrictSqs(), () -> new AppSecret(SECRET, Optional.of(PREVIOUS)));
    }

    WebhookBed(StrictSqs sqs, Supplier<AppSecret> secret) {
        this.sqs = sqs;
        MessageCodec codec = new MessageCodec();
        TikTokWebhooks tiktok = new TikTokWebhooks(
                APP_KEY, secret, new SqsCheckQueue(sqs, "orders", codec), new SqsTaskQueue(sqs, "tasks", codec));
        handler = new WebhookHandler(tiktok, new LogLine("webhook", MutableClock.at("2026-01-10T12:00:00Z"), log::add));
    }

    static String sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(APP_KEY.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends bytes as the gateway hands them on that are not known to be text. */
    APIGatewayV2HTTPResponse send(byte[] body, String authorization) {
        APIGatewayV2HTTPEvent event = event(Base64.getEncoder().encodeToString(body), authorization);
        event.setIsBase64Encoded(true);
        return send(event);
    }

    int signed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(bytes, sign(bytes, SECRET)).getStatusCode();
    }

    static APIGatewayV2HTTPEvent event(String body, String authorization) {
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath("/webhooks/tiktok")
                .withHeaders(authorization == null ? null : Map.of("authorization", authorization))
                .withBody(body)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("POST")
                                .build())
                        .build())
                .build();
    }

    APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, new FakeContext("request-1", 10_000));
    }
}
