package dev.ordersync.merchant;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.aws.lambda.FakeContext;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.order.AddressHash;
import dev.ordersync.domain.order.LineItem;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.sync.Ports;
import dev.ordersync.testing.InMemoryLinks;
import dev.ordersync.testing.InMemoryOrderTable;
import dev.ordersync.testing.InMemoryShops;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.RecordingBus;
import dev.ordersync.testing.RecordingQueue;
import dev.ordersync.testing.RecordingSchedules;
import dev.ordersync.testing.RecordingTasks;
import dev.ordersync.testing.api.ApiContract;
import dev.ordersync.testing.contract.SampleRows;
import dev.ordersync.testing.fake.FakeStore;
import dev.ordersync.testing.fake.FakeTikTok;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The merchant API over ports in memory: merchant m-1 has shop 1, m-2 has shop 2. */
final class MerchantBed {
    static final ShopId MINE = new ShopId("7494049642642441621");
    static final ShopId FOREIGN = new ShopId("7494049642642441622");
    static final String BASE = "/api/shops/" + MINE;
    private static final ApiContract CONTRACT = ApiContract.ofDocs();
    private static final ObjectMapper JSON = new ObjectMapper();

    final MutableClock clock = MutableClock.at("2026-01-10T12:00:00Z");
    final InMemoryOrderTable table = new InMemoryOrderTable(clock);
    final InMemoryShops shops = new InMemoryShops();
    final InMemoryLinks links = new InMemoryLinks();
    final RecordingQueue queue = new RecordingQueue();
    final RecordingBus bus = new RecordingBus();
    final RecordingTasks tasks = new RecordingTasks();
    final FakeTikTok tiktok = new FakeTikTok();
    final FakeStore store = new FakeStore(clock, FakeStore.SecondCreate.REFUSED);
    final SampleRows rows = new SampleRows(MINE, clock.instant());
    final List<String> log = new ArrayList<>();
    private final MerchantApi api;
    private final MerchantHandler handler;
    private int requests;

    MerchantBed() {
        this(null);
    }

    /** @param otherTasks in place of the queue that records; null for that one */
    MerchantBed(TaskQueue otherTasks) {
        TaskQueue taskQueue = otherTasks == null ? tasks : otherTasks;
        shops.put(shop(MINE, "m-1")).put(shop(FOREIGN, "m-2"));
        Ports ports = new Ports(table, shops, links, tiktok, store, queue, new RecordingSchedules(), bus, clock);
        api = new MerchantApi(ports, taskQueue, new Judge(new Catalogue(clock)), new AddressHash(new byte[] {1}));
        handler = new MerchantHandler(api, "merchant_id", new LogLine("merchant", clock, log::add));
    }

    Map<String, Set<String>> routes() {
        return api.routes();
    }

    private static Shop shop(ShopId id, String merchant) {
        return new Shop(
                id,
                new MerchantId(merchant),
                "Tea & Mugs",
                "US",
                "cipher",
                "a-1",
                true,
                new ConnectionId("c-" + merchant),
                Platform.SHOPIFY,
                Instant.parse("2025-01-01T00:00:00Z"),
                Settings.defaults(),
                Plan.unlimited(),
                Instant.parse("2025-01-01T00:00:00Z"),
                Optional.empty(),
                Optional.empty());
    }

    /** Stores the row and gives its order's id. */
    OrderId stored(OrderRow row) {
        table.write(row);
        return row.order();
    }

    /** Each product that {@code Orders} sells has one variant with its SKU. */
    void productsOfOrdersAreInTheStore() {
        Orders.paid("1").lineItems().stream()
                .map(LineItem::sellerSku)
                .distinct()
                .forEach(sku -> store.variant("v-" + sku, sku));
    }

    /** What came back. */
    record Reply(int status, Map<String, String> headers, JsonNode body) {
        String code() {
            return body.path("code").asText(null);
        }

        String type() {
            return headers.get("content-type");
        }
    }

    Reply get(String path) {
        return call("GET", path, null);
    }

    Reply call(String method, String path, String body) {
        return send(event(method, path, body, Map.of("sub", "ann", "merchant_id", "m-1")));
    }

    /** @param claims of the token; null for a request without one */
    static APIGatewayV2HTTPEvent event(String method, String path, String body, Map<String, String> claims) {
        String[] parts = path.split("\\?", 2);
        Map<String, String> query = new HashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        APIGatewayV2HTTPEvent.RequestContext.Http http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(method)
                .withPath(parts[0])
                .build();
        APIGatewayV2HTTPEvent.RequestContext.Authorizer authorizer = claims == null
                ? null
                : APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                        .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                                .builder()
                                .withClaims(claims)
                                .build())
                        .build();
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(parts[0])
                .withQueryStringParameters(query.isEmpty() ? null : query)
                .withBody(body)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .withAuthorizer(authorizer)
                        .build())
                .build();
    }

    Reply send(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse response =
                handler.handleRequest(event, new FakeContext("request-" + ++requests, 29_000));
        if (event.getRawPath() != null) {
            CONTRACT.check(
                    event.getRequestContext().getHttp().getMethod(),
                    event.getRawPath(),
                    response.getStatusCode(),
                    response.getHeaders().get("content-type"),
                    response.getBody());
        }
        try {
            return new Reply(response.getStatusCode(), response.getHeaders(), JSON.readTree(response.getBody()));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.getBody(), e);
        }
    }
}
