package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.local.sandbox.SandboxServer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The buyer's side by HTTP: {@code /sandbox/orders}. */
final class TikTokControls {

    private static final Pattern ORDER = Pattern.compile("/sandbox/orders/(\\d+)(/cancel)?");

    private final TikTokSandbox sandbox;

    TikTokControls(TikTokSandbox sandbox) {
        this.sandbox = sandbox;
    }

    Optional<Reply> answer(Request request) {
        if (request.path().equals("/sandbox/orders")) {
            return switch (request.method()) {
                case "POST" -> Optional.of(place(request));
                case "GET" ->
                    Optional.of(Reply.json(
                            200, JsonNodeFactory.instance.objectNode().set("orders", sandbox.orders())));
                default -> Optional.empty();
            };
        }
        Matcher order = ORDER.matcher(request.path());
        if (!order.matches()) {
            return Optional.empty();
        }
        String id = order.group(1);
        if (sandbox.order(id).isEmpty()) {
            return Optional.of(SandboxServer.problem(404, "there is no order " + id));
        }
        boolean cancel = order.group(2) != null;
        if (cancel && request.method().equals("POST")) {
            return Optional.of(cancel(id));
        }
        return !cancel && request.method().equals("GET")
                ? sandbox.order(id).map(document -> Reply.json(200, document))
                : Optional.empty();
    }

    private Reply place(Request request) {
        String id = sandbox.place(OrderForm.read(SandboxServer.json(request)));
        return shortly(201, id);
    }

    private Reply cancel(String id) {
        try {
            sandbox.cancel(id, "BUYER");
            return shortly(200, id);
        } catch (IllegalStateException e) {
            return SandboxServer.problem(409, e.getMessage());
        }
    }

    private Reply shortly(int status, String id) {
        String state = sandbox.order(id).orElseThrow().path("status").asText();
        return Reply.json(
                status, JsonNodeFactory.instance.objectNode().put("id", id).put("status", state));
    }
}
