package dev.ordersync.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.terminal.Terminal;
import dev.ordersync.local.terminal.Terminal.Colour;
import dev.ordersync.local.terminal.TextTable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The scenario's end: the table of all orders, and whether the system and the store agree with what must be. */
final class Ending {
    private static final int LAST_COLUMN = 36;

    private final DemoClient client;
    private final JsonNode storeOrders;
    private final Checklist checklist;
    private final TextTable table = new TextTable(
            LAST_COLUMN, "order", "status", "reason", "store", "checks", "scene", "what the merchant can do");

    /** @param store the Shopify sandbox's address */
    Ending(DemoClient client, URI store, Checklist checklist) {
        this.client = client;
        this.storeOrders = client.sandbox(store, "/sandbox/orders", "").body().path("orders");
        this.checklist = checklist;
    }

    void verify(List<Scene> scenes, Terminal terminal) {
        int expected = 0;
        for (Scene scene : scenes) {
            verify(scene, terminal);
            expected += scene.isSynced() ? 1 : 0;
        }
        checklist.equal("orders in the store altogether", expected, storeOrders.size());
    }

    List<String> table() {
        return table.lines();
    }

    private void verify(Scene scene, Terminal terminal) {
        String path = "/api/shops/" + scene.shop() + "/orders/" + scene.order();
        JsonNode order = client.get(path).body();
        String status = order.path("status").asText();
        String reason = order.path("reason").asText("");
        checklist.equal(scene.title() + ", status", scene.status(), status);
        checklist.equal(scene.title() + ", reason", scene.reason(), reason);
        List<JsonNode> found = inStore(scene.order());
        List<String> inStore =
                found.stream().map(one -> one.path("id").asText()).toList();
        checklist.equal(scene.title() + ", orders in the store", scene.isSynced() ? 1 : 0, inStore.size());
        List<String> named =
                scene.isSynced() ? List.of(order.path("storeOrderId").asText()) : List.of();
        checklist.equal(scene.title() + ", store order that the row names", inStore, named);
        int checks = client.get(path + "/trail?limit=100").body().path("checks").size();
        Colour colour = status.equals("SYNCED") ? Colour.GREEN : status.equals("BLOCKED") ? Colour.YELLOW : Colour.RED;
        table.add(
                cell -> terminal.in(colour, cell),
                scene.order(),
                status,
                reason.isEmpty() ? "-" : reason,
                order.path("storeOrderName").asText("-") + (isCancelled(found) ? ", cancelled" : ""),
                Integer.toString(checks),
                scene.title(),
                order.path("resolution").asText("-"));
    }

    private static boolean isCancelled(List<JsonNode> storeOrders) {
        return storeOrders.stream().anyMatch(one -> one.path("cancelledAt").isTextual());
    }

    /** The store orders that came from this TikTok order, by the reference that a person sees in the store. */
    private List<JsonNode> inStore(String order) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode one : storeOrders) {
            if (one.path("sourceIdentifier").asText().equals(order)) {
                found.add(one);
            }
        }
        return found;
    }
}
