package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.Money;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.OrderLine;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.ManualSync;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.sync.ShowOrder.Shown;
import dev.ordersync.domain.sync.ShowOrder.ShownLine;
import java.util.Optional;

/** An order as merchants see it. */
final class OrderJson {
    private static final int MOST_CANDIDATES = 5;

    private OrderJson() {}

    /** One order, with its lines; {@code null} in their place where TikTok did not show them. */
    static ObjectNode of(Shown shown) {
        ObjectNode order = of(shown.row());
        shown.lines()
                .ifPresentOrElse(
                        lines -> {
                            ArrayNode all = order.putArray("lines");
                            lines.forEach(line -> all.add(line(line)));
                        },
                        () -> order.putNull("lines"));
        return order;
    }

    /** An order without its lines. */
    static ObjectNode of(OrderRow row) {
        ObjectNode order = JsonCodec.object();
        order.put("shopId", row.shop().value());
        order.put("orderId", row.order().value());
        order.put("status", row.status().name());
        row.stage().ifPresent(stage -> order.put("stage", stage));
        order.set("reason", JsonCodec.text(row.reason()));
        // A synced order has no reason; what it wants attention for speaks in its place.
        Optional<Reason> spoken = row.reason().or(row::attention);
        order.set("message", JsonCodec.text(spoken.map(reason -> reason.message(row.reasonArgs()))));
        order.set("resolution", JsonCodec.text(spoken.map(reason -> reason.resolution(row.reasonArgs()))));
        order.set("manualSync", manualSync(ManualSync.of(row)));
        order.put("attention", row.attention().isPresent());
        order.set("attentionReason", JsonCodec.text(row.attention()));
        order.set("nextCheckAt", JsonCodec.time(row.nextCheckAt()));
        mirror(order, row.mirror());
        order.set("storeOrderId", JsonCodec.text(row.effect().storeOrderId()));
        order.set(
                "storeOrderName",
                JsonCodec.text(Optional.of(row.effect().storeOrderName()).filter(name -> !name.isEmpty())));
        order.set("createdAt", JsonCodec.time(row.mirror().map(Mirror::createdAt)));
        order.set("updatedAt", JsonCodec.time(row.updatedAt()));
        order.put("attempts", row.effect().attempts());
        order.putObject("fulfillment").put("status", "NONE").putArray("shipments");
        ArrayNode warnings = order.putArray("warnings");
        row.warnings().stream().sorted().forEach(warning -> warnings.add(warning(warning)));
        ArrayNode waivers = order.putArray("waivers");
        row.waivers().forEach(waiver -> waivers.addObject()
                .put("reason", waiver.reason().name())
                .put("actor", waiver.actor())
                .set("at", JsonCodec.time(waiver.at())));
        return order;
    }

    /** What TikTok said last; before it said anything there is no address either. */
    private static void mirror(ObjectNode order, Optional<Mirror> mirror) {
        order.set("tiktokStatus", JsonCodec.text(mirror.map(Mirror::tiktokStatus)));
        order.put(
                "address", mirror.map(Mirror::address).orElse(AddressState.NONE).name());
        order.set("shipBy", JsonCodec.time(mirror.flatMap(Mirror::shipBy)));
        order.set("autoCancelAt", JsonCodec.time(mirror.flatMap(Mirror::autoCancelAt)));
    }

    private static ObjectNode manualSync(ManualSync sync) {
        ObjectNode node = JsonCodec.object();
        node.put("mode", sync.mode().name());
        node.put("allowed", sync.allowed());
        node.set("availableAt", JsonCodec.time(sync.availableAt()));
        return node;
    }

    private static ObjectNode warning(Warning warning) {
        return JsonCodec.object().put("code", warning.name()).put("message", warning.message());
    }

    private static ObjectNode line(ShownLine shown) {
        OrderLine line = shown.line();
        ObjectNode node = JsonCodec.object();
        node.put("sku", line.sku().value());
        node.put("sellerSku", line.sellerSku());
        node.put("title", line.title());
        node.put("quantity", line.quantity());
        node.set("price", money(line.unitPrice()));
        node.put("gift", line.gift());
        ArrayNode ids = node.putArray("lineItemIds");
        line.lineItemIds().forEach(id -> ids.add(id.value()));
        node.set("match", JsonCodec.text(shown.match().map(LineMatch::kind)));
        node.set(
                "storeVariant",
                JsonCodec.text(shown.match().flatMap(LineMatch::variant).map(Variant::id)));
        candidates(node, shown.match());
        return node;
    }

    /** The first candidates and how many there are, of a match or of none. */
    static void candidates(ObjectNode node, Optional<LineMatch> match) {
        ArrayNode candidates = node.putArray("candidates");
        match.stream()
                .flatMap(found -> found.candidates().stream())
                .limit(MOST_CANDIDATES)
                .forEach(variant -> candidates
                        .addObject()
                        .put("id", variant.id().value())
                        .put("title", title(variant))
                        .put("productStatus", variant.productStatus()));
        node.put("candidatesTotal", match.map(LineMatch::candidatesTotal).orElse(0));
    }

    private static String title(Variant variant) {
        return variant.title().isBlank() ? variant.productTitle() : variant.productTitle() + " / " + variant.title();
    }

    private static ObjectNode money(Money money) {
        return JsonCodec.object().put("amount", money.amount().toPlainString()).put("currency", money.currency());
    }
}
