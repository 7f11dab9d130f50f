package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.sandbox.Reply;
import dev.ordersync.local.sandbox.Request;
import dev.ordersync.local.sandbox.Upstream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The paths of the Partner API and of the authorisation host. */
final class TikTokApi implements Upstream {

    private static final String SHOPS = "/authorization/202309/shops";
    private static final String ORDERS = "/order/202309/orders";
    private static final String SEARCH = "/order/202309/orders/search";
    private static final String PRODUCT_SEARCH = "/product/202502/products/search";
    private static final String PRODUCT = "/product/202309/products/";
    private static final String WEBHOOKS = "/event/202309/webhooks";
    private static final Set<String> TOKENS = Set.of("/api/v2/token/get", "/api/v2/token/refresh");
    private static final int MOST_IDS = 50;

    private final TikTokAccount account;
    private final TikTokGate gate;
    private final TikTokTokens tokens;
    private final TikTokOrders orders;
    private final OrderSearch search;
    private final TikTokProducts products;
    private final TikTokSubscriptions subscriptions;
    private final TikTokAnswer answer;
    private final TikTokControls controls;
    private volatile TikTokSandbox.UnknownOrders unknownOrders = TikTokSandbox.UnknownOrders.LEFT_OUT;

    TikTokApi(
            TikTokAccount account,
            TikTokGate gate,
            TikTokTokens tokens,
            TikTokOrders orders,
            TikTokProducts products,
            TikTokSubscriptions subscriptions,
            TikTokAnswer answer,
            TikTokControls controls) {
        this.account = account;
        this.gate = gate;
        this.tokens = tokens;
        this.orders = orders;
        this.search = new OrderSearch(orders, answer);
        this.products = products;
        this.subscriptions = subscriptions;
        this.answer = answer;
        this.controls = controls;
    }

    void unknownOrders(TikTokSandbox.UnknownOrders treatment) {
        unknownOrders = treatment;
    }

    @Override
    public String name() {
        return "tiktok";
    }

    @Override
    public Call call(Request request) {
        return new Call(
                List.of(request.method() + " " + request.path()),
                () -> answer(request),
                () -> answer.refusal(429, 36009002, "Too many requests"));
    }

    @Override
    public Optional<Reply> control(Request request) {
        return controls.answer(request);
    }

    private Reply answer(Request request) {
        String path = request.path();
        if (TOKENS.contains(path)) {
            return only(request, Set.of("GET"), () -> tokens.grant(request));
        }
        if (path.startsWith(PRODUCT)) {
            return only(request, Set.of("GET"), () -> gate.refusal(request, "seller.product.basic", true)
                    .orElseGet(() -> products.detail(shop(request), path.substring(PRODUCT.length()))));
        }
        return switch (path) {
            case SHOPS ->
                only(request, Set.of("GET"), () -> gate.refusal(request, "seller.authorization.info", false)
                        .orElseGet(this::shops));
            case ORDERS ->
                only(request, Set.of("GET"), () -> gate.refusal(request, "seller.order.info", true)
                        .orElseGet(() -> details(request)));
            case SEARCH ->
                only(request, Set.of("POST"), () -> gate.refusal(request, "seller.order.info", true)
                        .orElseGet(() -> search.answer(shop(request), request)));
            case PRODUCT_SEARCH ->
                only(request, Set.of("POST"), () -> gate.refusal(request, "seller.product.basic", true)
                        .orElseGet(() -> products.search(shop(request), request)));
            case WEBHOOKS ->
                only(request, Set.of("GET", "PUT", "DELETE"), () -> gate.refusal(
                                request, "seller.authorization.info", true)
                        .orElseGet(() -> subscriptions.answer(shop(request), request)));
            default -> answer.refusal(404, 36009009, "Invalid path");
        };
    }

    private Reply only(Request request, Set<String> methods, Supplier<Reply> reply) {
        return methods.contains(request.method())
                ? reply.get()
                : answer.refusal(405, 36009010, "Invalid method " + request.method());
    }

    private Reply shops() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode list = data.putArray("shops");
        account.shops().forEach(shop -> list.addObject()
                .put("id", shop.id())
                .put("cipher", shop.cipher())
                .put("code", shop.code())
                .put("name", shop.name())
                .put("region", shop.region())
                .put("seller_type", "LOCAL"));
        return answer.success(data);
    }

    private Reply details(Request request) {
        String ids = request.query().getOrDefault("ids", "");
        List<String> wanted = List.of(ids.split(",", -1));
        if (!wanted.stream().allMatch(id -> id.matches("\\d{1,20}"))) {
            return answer.refusal(400, 36009004, "param ids is missing or not a list of order ids");
        }
        if (wanted.size() > MOST_IDS) {
            return answer.refusal(400, 36009004, "param ids has more than " + MOST_IDS + " ids");
        }
        TikTokShop shop = shop(request);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode list = data.putArray("orders");
        for (String id : new LinkedHashSet<>(wanted)) {
            Optional<ObjectNode> order = orders.view(id, shop);
            if (order.isEmpty() && unknownOrders == TikTokSandbox.UnknownOrders.REFUSED_21008111) {
                return answer.refusal(200, 21008111, "The order " + id + " is not the current seller's");
            }
            order.ifPresent(list::add);
        }
        return answer.success(data);
    }

    private TikTokShop shop(Request request) {
        return gate.shop(request).orElseThrow();
    }
}
