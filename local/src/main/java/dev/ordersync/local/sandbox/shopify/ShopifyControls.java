package dev.ordersync.local.sandbox.shopify;

import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import java.util.Map;
import java.util.Optional;

/** What somebody with curl can see of the store: its orders and its variants. */
final class ShopifyControls {

    private final ShopifySandbox sandbox;

    ShopifyControls(ShopifySandbox sandbox) {
        this.sandbox = sandbox;
    }

    Optional<Reply> answer(Request request) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return switch (request.path()) {
            case "/sandbox/orders" -> Optional.of(Reply.json(200, Map.of("orders", sandbox.orders())));
            case "/sandbox/variants" -> Optional.of(Reply.json(200, Map.of("variants", sandbox.variants())));
            default -> Optional.empty();
        };
    }
}
