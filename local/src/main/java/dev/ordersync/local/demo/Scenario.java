package dev.ordersync.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.ShopId;
import dev.ordersync.local.demo.DemoClient.Answer;
import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.runtime.Sandbox;
import dev.ordersync.local.sandbox.shopify.ShopifySandbox;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.local.sandbox.tiktok.TikTokSandbox;
import dev.ordersync.local.sandbox.tiktok.TikTokSignature;
import dev.ordersync.local.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to orders, shown on a sandbox: buyers order, TikTok sends its webhooks, the store misbehaves, the merchant
 * presses Sync, an hour passes. At the end every order is where it must be, or the scenario says what is not.
 */
final class Scenario {
    /** Past a batch's window, so that what has just arrived is handled at once. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private static final Duration LONG_AGO = Duration.ofHours(2);
    private static final ShopId SHOP = DemoShops.SHOP;

    private final DemoClient client;
    private final TikTokSandbox tiktok;
    private final ShopifySandbox shopify;
    private final Terminal terminal;
    private final Instant connectedAt;
    private final Instant begun;
    private final Checklist checklist = new Checklist();
    private final List<Scene> scenes = new ArrayList<>();

    /** @param connectedAt when the shops were connected with the store */
    Scenario(LocalRuntime runtime, DemoClient client, Terminal terminal, Instant connectedAt) {
        Sandbox sandbox = runtime.sandbox().orElseThrow();
        this.client = client;
        this.tiktok = sandbox.tiktok();
        this.shopify = sandbox.stores().getFirst();
        this.terminal = terminal;
        this.connectedAt = connectedAt;
        this.begun = runtime.clock().instant();
    }

    /** Plays it all. */
    void play() {
        aForgedWebhook();
        ordersComeIn();
        theMerchantActs();
        theStoreCutsTheLine();
        aWebhookIsLost();
        theBuyerCancels();
        anHourPasses();
    }

    List<Scene> scenes() {
        return List.copyOf(scenes);
    }

    private void ordersComeIn() {
        say("Buyers order, and TikTok tells us by signed webhooks.");
        fault("tiktok", "ORDER_STATUS_CHANGE", "DUPLICATE_WEBHOOK");
        synced("webhook sent twice", SHOP, older(SandboxOrder.of("CT-WHT-L", 1)));
        synced("held for its hour", SHOP, SandboxOrder.documented());
        synced("unlinked SKU", SHOP, older(SandboxOrder.of("TT-MUG", 1)));
        blocked("ambiguous SKU", SHOP, older(SandboxOrder.of("TWIN-1", 2)), "SKU_AMBIGUOUS");
        shopify.deleteVariant(shopify.variant("LAMP-1"));
        blocked("deleted product", SHOP, older(SandboxOrder.of("LAMP-1", 1)), "PRODUCT_DELETED");
        String cancelled = blocked("cancelled", SHOP, SandboxOrder.of("SCARF-RED", 1), "ORDER_CANCELLED");
        tiktok.cancel(cancelled, "BUYER");
        blocked(
                "fulfilled by TikTok",
                SHOP,
                older(SandboxOrder.of("GIFT-1", 3)).fulfilledByTikTok(),
                "FULFILLED_BY_TIKTOK");
        blocked("free sample", SHOP, older(SandboxOrder.of("CT-BLK-M", 1)).sample(), "SAMPLE_SYNC_DISABLED");
        synced(
                "before connection",
                SHOP,
                SandboxOrder.of("SCARF-RED", 1).createdAt(connectedAt.minus(Duration.ofDays(1))));
        synced("cancelled afterwards", SHOP, older(SandboxOrder.of("SCARF-RED", 2)));
        blocked("auto-sync off", DemoShops.OUTLET, older(SandboxOrder.of("CT-BLK-M", 1)), "AUTO_SYNC_DISABLED");
        blocked("inactive plan", DemoShops.POP_UP, older(SandboxOrder.of("CT-BLK-M", 1)), "PLAN_INACTIVE");
        client.advance(A_MOMENT);

        shows("webhook sent twice", "SYNCED", "");
        JsonNode held = shows("held for its hour", "BLOCKED", "ORDER_ON_HOLD");
        shows("unlinked SKU", "BLOCKED", "PRODUCT_NOT_LINKED");
        JsonNode twins = shows("ambiguous SKU", "BLOCKED", "SKU_AMBIGUOUS");
        shows("before connection", "BLOCKED", "ORDER_BEFORE_CONNECTION");
        JsonNode candidates = twins.path("lines").path(0).path("candidates");
        checklist.equal("candidates of the ambiguous SKU", 2, candidates.size());
        say("  the held order is looked at again at " + held.path("nextCheckAt").asText() + ";");
        say("  TWIN-1 could be " + candidates.path(0).path("title").asText() + " or "
                + candidates.path(1).path("title").asText() + ": a person has to say which");
    }

    private void theMerchantActs() {
        Scene mug = scene("unlinked SKU");
        String sku = client.order(SHOP, mug.order())
                .path("lines")
                .path(0)
                .path("sku")
                .asText();
        String variant = shopify.variant("MUG-BLUE").gid();
        say(
                "The merchant links the mug to a variant of the store, which frees the order that waits for it, and presses Sync"
                        + " on another.");
        ObjectNode link = JsonNodeFactory.instance.objectNode().put("storeVariant", variant);
        Answer linked = client.put("/api/shops/" + SHOP + "/links/" + sku, link);
        say("  PUT links/" + sku + " -> " + linked.status() + " " + linked.body());
        checklist.equal("answer to the link", 200, linked.status());
        checklist.equal(
                "orders that waited for the link",
                1,
                linked.body().path("waiting").asInt(-1));
        press(scene("before connection"));
        // The task's batch, and then the check's.
        client.advance(A_MOMENT);
        client.advance(A_MOMENT);
        shows("unlinked SKU", "SYNCED", "");
        shows("before connection", "SYNCED", "");
    }

    private void press(Scene scene) {
        Answer pressed = client.post("/api/shops/" + SHOP + "/orders/" + scene.order() + "/sync", "");
        say("  POST orders/" + scene.order() + "/sync -> " + pressed.status());
        checklist.equal("answer to Sync (" + scene.title() + ")", 202, pressed.status());
    }

    private void theStoreCutsTheLine() {
        say("The store creates an order and cuts the connection before it answers.");
        fault("shopify", "orderCreate", "CUT_AFTER");
        synced("line cut by the store", SHOP, older(SandboxOrder.of("CT-BLK-M", 1)));
        client.advance(A_MOMENT);
        JsonNode order = shows("line cut by the store", "UNCONFIRMED", "STORE_OUTCOME_UNKNOWN");
        say("  nobody knows whether it is there: " + order.path("status").asText()
                + ", and nothing is created until the store was asked at "
                + order.path("nextCheckAt").asText());
    }

    private void aWebhookIsLost() {
        say("A buyer orders, and TikTok's webhook is lost.");
        fault("tiktok", "ORDER_STATUS_CHANGE", "LOSE_WEBHOOK");
        synced("webhook lost", SHOP, older(SandboxOrder.of("CT-WHT-L", 1)));
        client.advance(A_MOMENT);
        Answer unheard = client.get(
                "/api/shops/" + SHOP + "/orders/" + scene("webhook lost").order());
        say("  GET orders/" + scene("webhook lost").order() + " -> " + unheard.status()
                + ": nobody has heard of it, until the sweep asks TikTok what is new");
        checklist.equal("answer about the order whose webhook was lost", 404, unheard.status());
    }

    private void theBuyerCancels() {
        Scene scene = scene("cancelled afterwards");
        JsonNode order = shows(scene.title(), "SYNCED", "");
        say("The buyer cancels an order that the store has already.");
        tiktok.cancel(scene.order(), "BUYER");
        client.advance(A_MOMENT);
        checklist.equal("cancelled in the store", true, isCancelledInStore(scene));
        say("  " + order.path("storeOrderName").asText() + " is cancelled in the store too, and its stock is back.");
    }

    private boolean isCancelledInStore(Scene scene) {
        for (JsonNode order : shopify.orders()) {
            if (order.path("sourceIdentifier").asText().equals(scene.order())) {
                return order.path("cancelledAt").isTextual();
            }
        }
        return false;
    }

    private void aForgedWebhook() {
        String unheard = "574000000000000042";
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", 1).put("tts_notification_id", "7380000000000000042").put("shop_id", SHOP.value());
        body.put("timestamp", begun.getEpochSecond());
        body.putObject("data")
                .put("is_on_hold_order", false)
                .put("order_id", unheard)
                .put("order_status", "AWAITING_SHIPMENT")
                .put("update_time", begun.getEpochSecond());
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        String forged = TikTokSignature.ofWebhook(tiktok.account().appKey(), "not the secret", bytes);
        int status = client.webhook(bytes, forged);
        say("A webhook with a forged signature: " + status + ".");
        checklist.equal("answer to a forged webhook", 401, status);
        Answer order = client.get("/api/shops/" + SHOP + "/orders/" + unheard);
        checklist.equal("answer about the forged webhook's order", 404, order.status());
    }

    private void anHourPasses() {
        say("An hour passes: POST /local/clock {\"advance\":\"PT1H10M\"}.");
        tiktok.repeatWebhook(scene("webhook sent twice").order());
        client.advance(Duration.ofMinutes(70));
        shows("held for its hour", "SYNCED", "");
        shows("line cut by the store", "SYNCED", "");
        shows("webhook lost", "SYNCED", "");
        say("  the hold is over and the order is in the store; that of the cut line was found there and adopted;");
        say("  the sweep found the order whose webhook was lost.");
    }

    private void synced(String title, ShopId shop, SandboxOrder order) {
        scenes.add(Scene.synced(title, shop, place(shop, order)));
    }

    private String blocked(String title, ShopId shop, SandboxOrder order, String reason) {
        String id = place(shop, order);
        scenes.add(Scene.blocked(title, shop, id, reason));
        return id;
    }

    private String place(ShopId shop, SandboxOrder order) {
        return tiktok.place(order.shop(shop.value()));
    }

    /** Ordered and paid so long ago that the buyer's free hour is over. */
    private SandboxOrder older(SandboxOrder order) {
        return order.createdAt(begun.minus(LONG_AGO));
    }

    private void fault(String upstream, String match, String kind) {
        ObjectNode fault = JsonNodeFactory.instance.objectNode();
        fault.put("upstream", upstream).put("match", match).put("times", 1).put("do", kind);
        checklist.equal(
                "answer to a fault",
                204,
                client.sandbox(tiktok.url(), "/sandbox/faults", fault.toString())
                        .status());
    }

    /** The order as it is now, which must be like this. */
    private JsonNode shows(String title, String status, String reason) {
        Scene scene = scene(title);
        JsonNode order = client.order(scene.shop(), scene.order());
        checklist.equal(
                title + ", status on the way", status, order.path("status").asText());
        checklist.equal(
                title + ", reason on the way", reason, order.path("reason").asText(""));
        return order;
    }

    private Scene scene(String title) {
        return scenes.stream()
                .filter(scene -> scene.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private void say(String line) {
        terminal.say(line);
    }

    Checklist checklist() {
        return checklist;
    }
}
