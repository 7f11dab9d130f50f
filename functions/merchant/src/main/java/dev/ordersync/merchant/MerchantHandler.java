package dev.ordersync.merchant;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.Hashes;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.reason.Words;
import dev.ordersync.domain.upstream.Transient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** API Gateway to the merchant API and back. */
public final class MerchantHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MOST_PATH = 200;

    private final MerchantApi api;
    private final String merchantClaim;
    private final LogLine log;

    public MerchantHandler() {
        this(MerchantWiring.inAws(Environment.ofProcess()));
    }

    public MerchantHandler(MerchantWiring wiring) {
        this(wiring.api(), wiring.merchantClaim(), wiring.log());
    }

    /** @param merchantClaim the claim of the token that names the merchant */
    MerchantHandler(MerchantApi api, String merchantClaim, LogLine log) {
        this.api = api;
        this.merchantClaim = merchantClaim;
        this.log = log;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        LogLine.Line line = log.begin(context.getAwsRequestId());
        Answer answer = answer(event, context, line);
        line.put("status", answer.status()).write();
        return encode(answer);
    }

    private Answer answer(APIGatewayV2HTTPEvent event, Context context, LogLine.Line line) {
        try {
            Call call = decode(event, context);
            line.put("actor", Hashes.ofActor(call.actor()))
                    .put("method", call.method())
                    .put("path", Words.cut(call.path(), MOST_PATH));
            return api.handle(call);
        } catch (Problem problem) {
            line.put("code", problem.code());
            return ProblemJson.answer(problem);
        } catch (Transient passing) {
            line.warn(passing.getMessage());
            return ProblemJson.answer(Problem.of(503, "UNAVAILABLE", "Please try again in a moment."));
        } catch (RuntimeException bug) {
            // What went wrong is ours to read in the log; its message may quote what nobody should see.
            line.error(bug);
            return ProblemJson.answer(
                    Problem.of(500, "INTERNAL_ERROR", "Something went wrong on our side. We have been told."));
        }
    }

    private Call decode(APIGatewayV2HTTPEvent event, Context context) {
        Map<String, String> claims = claims(event).orElseThrow(Problem::unauthorized);
        String merchant = claims.get(merchantClaim);
        if (merchant == null || merchant.isBlank()) {
            throw Problem.forbidden();
        }
        return new Call(
                new MerchantId(merchant),
                "merchant:" + claims.getOrDefault("sub", ""),
                context.getAwsRequestId(),
                event.getRequestContext().getHttp().getMethod(),
                event.getRawPath(),
                Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of()),
                body(event));
    }

    /** The token's claims; empty for a request that came past the authorizer without a token. */
    private static Optional<Map<String, String>> claims(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims);
    }

    private static byte[] body(APIGatewayV2HTTPEvent event) {
        if (event.getBody() == null) {
            return new byte[0];
        }
        try {
            return event.getIsBase64Encoded()
                    ? Base64.getDecoder().decode(event.getBody())
                    : event.getBody().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("The body is not what its encoding says.");
        }
    }

    private static APIGatewayV2HTTPResponse encode(Answer answer) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("cache-control", "no-store");
        answer.body().ifPresent(body -> headers.put("content-type", answer.contentType()));
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withBody(answer.body().map(JsonCodec::write).orElse(""))
                .withIsBase64Encoded(false)
                .build();
    }
}
