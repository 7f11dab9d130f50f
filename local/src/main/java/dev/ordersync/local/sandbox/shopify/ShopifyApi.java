package dev.ordersync.local.sandbox.shopify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.local.sandbox.Upstream;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The store's two addresses: GraphQL, and the tokens. */
final class ShopifyApi implements Upstream {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern GRAPHQL = Pattern.compile("/admin/api/(\\d{4}-\\d{2}|unstable)/graphql\\.json");
    private static final String TOKENS = "/admin/oauth/access_token";
    private static final String NEWEST = "2026-10";

    /** A GraphQL request that could be read. */
    private record Operation(String query, String name, Map<String, Object> variables, OperationDefinition parsed) {

        boolean mutation() {
            return parsed != null && parsed.getOperation() == OperationDefinition.Operation.MUTATION;
        }

        int cost() {
            return parsed == null ? 1 : CostMeter.cost(parsed.getSelectionSet(), mutation());
        }
    }

    private final GraphQL graphql;
    private final ShopifyTokens tokens;
    private final CostMeter meter;
    private final ShopifyControls controls;
    private final Object oneAtATime;

    ShopifyApi(GraphQL graphql, ShopifyTokens tokens, CostMeter meter, ShopifyControls controls, Object lock) {
        this.graphql = graphql;
        this.tokens = tokens;
        this.meter = meter;
        this.controls = controls;
        this.oneAtATime = lock;
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Call call(Request request) {
        Matcher path = GRAPHQL.matcher(request.path());
        if (!path.matches() || !request.method().equals("POST")) {
            Supplier<Reply> work =
                    request.path().equals(TOKENS) && request.method().equals("POST")
                            ? () -> tokens.grant(request)
                            : () -> Reply.json(404, Map.of("errors", "Not Found"));
            return new Call(
                    List.of(request.method() + " " + request.path()),
                    work,
                    () -> Reply.json(429, Map.of("errors", "Too Many Requests"), Map.of("Retry-After", "2")));
        }
        Optional<Operation> operation = read(request);
        return new Call(
                names(operation),
                () -> answer(request, path.group(1), operation),
                () -> throttled(operation.map(Operation::cost).orElse(1)));
    }

    @Override
    public Optional<Reply> control(Request request) {
        return controls.answer(request);
    }

    /** The root fields that are asked for: they are what a call is called. */
    private static List<String> names(Optional<Operation> operation) {
        List<String> names = operation.map(Operation::parsed).stream()
                .flatMap(parsed -> parsed.getSelectionSet().getSelectionsOfType(Field.class).stream())
                .map(Field::getName)
                .distinct()
                .toList();
        return names.isEmpty() ? List.of("unreadable") : names;
    }

    private Reply answer(Request request, String version, Optional<Operation> operation) {
        if (!tokens.good(request.header("X-Shopify-Access-Token"))) {
            return Reply.json(
                    401,
                    Map.of("errors", "[API] Invalid API key or access token (unrecognized login or wrong password)"));
        }
        if (operation.isEmpty()) {
            return Reply.json(400, Map.of("errors", Map.of("query", "Required parameter missing or invalid")));
        }
        int cost = operation.get().cost();
        if (!meter.take(cost)) {
            return throttled(cost);
        }
        ExecutionResult result;
        synchronized (oneAtATime) {
            result = graphql.execute(
                    ExecutionInput.newExecutionInput(operation.get().query())
                            .operationName(operation.get().name())
                            .variables(operation.get().variables())
                            .build());
        }
        Map<String, Object> body = new LinkedHashMap<>(result.toSpecification());
        if (!result.getErrors().isEmpty()) {
            body.put(
                    "errors",
                    result.getErrors().stream().map(GraphqlErrors::view).toList());
        }
        body.put("extensions", meter.extensions(cost, cost));
        // A version that is gone or not yet known is answered by one that is there; the header says which.
        String served = version.compareTo("2026-07") == 0 ? version : NEWEST;
        return Reply.json(200, body, Map.of("X-Shopify-API-Version", served));
    }

    private Reply throttled(int cost) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", "Throttled");
        error.put(
                "extensions",
                Map.of("code", "THROTTLED", "documentation", "https://shopify.dev/api/usage/rate-limits"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errors", List.of(error));
        body.put("extensions", meter.extensions(cost, null));
        return Reply.json(200, body);
    }

    private static Optional<Operation> read(Request request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body == null || !body.path("query").isTextual()) {
                return Optional.empty();
            }
            String query = body.get("query").textValue();
            String name = body.path("operationName").isTextual()
                    ? body.get("operationName").textValue()
                    : null;
            Map<String, Object> variables = body.path("variables").isObject()
                    ? JSON.convertValue(body.get("variables"), new TypeReference<Map<String, Object>>() {})
                    : Map.of();
            return Optional.of(new Operation(query, name, variables, parse(query, name)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Null where the document cannot be parsed: its execution then says why. */
    private static OperationDefinition parse(String query, String name) {
        try {
            Document document = Parser.parse(query);
            return document.getDefinitionsOfType(OperationDefinition.class).stream()
                    .filter(operation -> name == null || name.equals(operation.getName()))
                    .findFirst()
                    .orElse(null);
        } catch (InvalidSyntaxException e) {
            return null;
        }
    }
}
