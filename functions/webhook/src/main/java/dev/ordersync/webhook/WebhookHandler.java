package dev.ordersync.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** API Gateway to the queues: webhooks in, an empty answer out. */
public final class WebhookHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MOST_BYTES = 1024 * 1024;
    /** No text of fewer bytes than the limit is longer than this in base64, line breaks not counted. */
    private static final int MOST_BASE64 = (MOST_BYTES + 2) / 3 * 4;

    private final TikTokWebhooks tiktok;
    private final LogLine log;

    public WebhookHandler() {
        this(WebhookWiring.inAws(Environment.ofProcess()));
    }

    public WebhookHandler(WebhookWiring wiring) {
        this(wiring.tiktok(), wiring.log());
    }

    WebhookHandler(TikTokWebhooks tiktok, LogLine log) {
        this.tiktok = tiktok;
        this.log = log;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        LogLine.Line line = log.begin(context.getAwsRequestId());
        int status = status(event, line);
        line.put("status", status).write();
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(status == 405 ? Map.of("allow", "POST") : Map.of())
                .withBody("")
                .withIsBase64Encoded(false)
                .build();
    }

    private int status(APIGatewayV2HTTPEvent event, LogLine.Line line) {
        if (!"/webhooks/tiktok".equals(event.getRawPath())) {
            line.put("what", "no such path");
            return 404;
        }
        if (!"POST".equals(event.getRequestContext().getHttp().getMethod())) {
            line.put("what", "wrong method");
            return 405;
        }
        if (isTooLong(event)) {
            line.put("what", "too long");
            return 413;
        }
        byte[] body = body(event);
        if (body.length > MOST_BYTES) {
            line.put("what", "too long");
            return 413;
        }
        try {
            return tiktok.receive(body, header(event, "authorization"), line);
        } catch (RuntimeException e) {
            // Whatever kept it from the queue: the sender has it still, and sends it again.
            line.put("what", "not queued").error(e);
            return 503;
        }
    }

    /** Told by the length of the text, so that nothing huge is decoded. */
    private static boolean isTooLong(APIGatewayV2HTTPEvent event) {
        int length = Optional.ofNullable(event.getBody()).map(String::length).orElse(0);
        return length > (event.getIsBase64Encoded() ? MOST_BASE64 : MOST_BYTES);
    }

    /** The bytes as they were sent; none where there is no body, or nothing that decodes: no signature fits those. */
    private static byte[] body(APIGatewayV2HTTPEvent event) {
        if (event.getBody() == null) {
            return new byte[0];
        }
        if (!event.getIsBase64Encoded()) {
            return event.getBody().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(event.getBody());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String header(APIGatewayV2HTTPEvent event, String name) {
        return Optional.ofNullable(event.getHeaders()).orElse(Map.of()).entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
