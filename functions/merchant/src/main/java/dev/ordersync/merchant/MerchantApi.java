package dev.ordersync.merchant;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.sync.Ports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The routes, and who may take them: a shop is found for its merchant only. */
final class MerchantApi {
    /** What TikTok's shop ids look like; nothing else is looked up. */
    private static final Pattern SHOP = Pattern.compile("[0-9]{1,20}");

    private final Shops shops;
    private final InstantSource clock;
    private final List<Route> routes;

    MerchantApi(Ports ports, TaskQueue tasks, Judge judge, AddressHash addressHash) {
        this.shops = ports.shops();
        this.clock = ports.clock();
        ShopRoutes shop = new ShopRoutes(ports, tasks);
        BulkRoutes bulk = new BulkRoutes(ports, tasks);
        OrderRoutes orders = new OrderRoutes(ports, judge, addressHash);
        this.routes = List.of(
                new Route("/api/shops", Map.of("GET", (call, variables) -> shop.list(call))),
                new Route("/api/shops/*/summary", Map.of("GET", of(shop::summary))),
                new Route("/api/shops/*/settings", Map.of("GET", of(shop::settings), "PUT", of(shop::saveSettings))),
                new Route("/api/shops/*/sync", Map.of("POST", of(bulk::sync))),
                new Route("/api/shops/*/links", Map.of("GET", of(shop::links))),
                new Route(
                        "/api/shops/*/links/*",
                        Map.of(
                                "PUT",
                                (call, variables) -> shop.link(call, shop(call, variables), variables.get(1)),
                                "DELETE",
                                (call, variables) -> shop.unlink(call, shop(call, variables), variables.get(1)))),
                new Route("/api/shops/*/orders", Map.of("GET", of(orders::list))),
                new Route("/api/shops/*/orders/*", Map.of("GET", of(orders::one))),
                new Route("/api/shops/*/orders/*/trail", Map.of("GET", of(orders::trail))),
                new Route("/api/shops/*/orders/*/explain", Map.of("GET", of(orders::explain))),
                new Route("/api/shops/*/orders/*/sync", Map.of("POST", of(orders::sync))),
                new Route("/api/shops/*/orders/*/resolve", Map.of("POST", of(orders::resolve))),
                new Route("/api/shops/*/orders/*/dismiss", Map.of("POST", of(orders::dismiss))));
    }

    /** @throws Problem when the request is not to be answered with what it asks for */
    Answer handle(Call call) {
        for (Route route : routes) {
            Optional<List<String>> variables = route.match(call.path());
            if (variables.isPresent()) {
                return route.action(call.method()).take(call, variables.get());
            }
        }
        throw Problem.notFound();
    }

    /** Of each path its methods, the variables of a path as "*". */
    Map<String, Set<String>> routes() {
        return routes.stream()
                .collect(Collectors.toMap(
                        Route::path, route -> new TreeSet<>(route.actions().keySet())));
    }

    private interface Action {
        Answer take(Call call, List<String> variables);
    }

    private interface ShopAction {
        Answer take(Call call, Shop shop);
    }

    private interface OrderAction {
        Answer take(Call call, Shop shop, OrderId order);
    }

    private Action of(ShopAction action) {
        return (call, variables) -> action.take(call, shop(call, variables));
    }

    private Action of(OrderAction action) {
        return (call, variables) -> {
            Shop shop = shop(call, variables);
            if (!OrderId.isValid(variables.get(1))) {
                throw Problem.orderNotFound();
            }
            return action.take(call, shop, new OrderId(variables.get(1)));
        };
    }

    /** The shop as it is now: what a merchant has just changed holds for what they do next. */
    private Shop shop(Call call, List<String> variables) {
        ShopId id = new ShopId(variables.get(0));
        if (!SHOP.matcher(id.value()).matches() || !shops.owns(call.merchant(), id)) {
            throw Problem.shopNotFound();
        }
        return shops.find(id, Optional.of(clock.instant())).orElseThrow(Problem::shopNotFound);
    }

    /** @param path its segments, of which "*" is any that is not empty */
    private record Route(String path, Map<String, Action> actions) {
        Optional<List<String>> match(String asked) {
            String[] pattern = path.split("/", -1);
            String[] given = asked.split("/", -1);
            if (given.length != pattern.length) {
                return Optional.empty();
            }
            List<String> variables = new ArrayList<>();
            for (int i = 0; i < given.length; i++) {
                if (pattern[i].equals("*") && !given[i].isBlank()) {
                    variables.add(given[i]);
                } else if (!pattern[i].equals(given[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }

        Action action(String method) {
            Action action = actions.get(method);
            if (action == null) {
                throw Problem.methodNotAllowed(String.join(", ", new TreeSet<>(actions.keySet())));
            }
            return action;
        }
    }
}
