package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.sync.LinkSku;
import dev.ordersync.domain.sync.LinkSku.Linked;
import dev.ordersync.domain.sync.Ports;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The merchant's shops, their settings and their links. */
final class ShopRoutes {
    private static final int MOST_VARIANT = 255;
    private static final int MOST_COUNTED = 1000;
    private static final String WAITING = "orders-waiting";

    /** For how many days, today included, the summary counts the synced orders. */
    private static final int DAYS = 30;

    private final OrderTable orders;
    private final TaskQueue tasks;
    private final Shops shops;
    private final Links links;
    private final LinkSku linkSku;
    private final InstantSource clock;

    ShopRoutes(Ports ports, TaskQueue tasks) {
        this.orders = ports.orders();
        this.tasks = tasks;
        this.shops = ports.shops();
        this.links = ports.links();
        this.linkSku = new LinkSku(ports, tasks);
        this.clock = ports.clock();
    }

    Answer list(Call call) {
        List<Shop> mine = shops.of(call.merchant()).stream()
                .flatMap(id -> shops.find(id, Optional.empty()).stream())
                .toList();
        ObjectNode node = JsonCodec.object();
        ArrayNode all = node.putArray("shops");
        mine.forEach(shop -> all.add(shop(shop)));
        return Answer.json(200, node);
    }

    private static ObjectNode shop(Shop shop) {
        ObjectNode node = JsonCodec.object();
        node.put("shopId", shop.id().value());
        node.put("name", shop.name());
        node.put("region", shop.region());
        node.put("platform", shop.platform().name());
        node.set("connectedAt", JsonCodec.time(shop.connectedAt()));
        node.put("authorised", shop.authorised());
        return node;
    }

    /** Where the shop stands: cost follows what is open, not what is done. */
    Answer summary(Call call, Shop shop) {
        ObjectNode node = JsonCodec.object();
        ArrayNode open = node.putArray("open");
        orders.countOpen(shop.id()).stream()
                .sorted(Comparator.comparing(OrderTable.Open::status)
                        .thenComparing(
                                count -> count.reason().map(Reason::ordinal).orElse(-1)))
                .forEach(count -> open.addObject()
                        .put("status", count.status().name())
                        .<ObjectNode>set("reason", JsonCodec.text(count.reason()))
                        .put("orders", count.orders()));
        node.put("attention", orders.countAttention(shop.id()));
        ArrayNode days = node.putArray("syncedPerDay");
        LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS - 1);
        orders.syncedPerDay(shop.id(), first)
                .forEach((day, synced) ->
                        days.insertObject(0).put("day", day.toString()).put("orders", synced));
        node.put("missing", shops.missing(shop.id()));
        return Answer.json(200, node);
    }

    Answer settings(Call call, Shop shop) {
        return Answer.json(200, SettingsJson.write(shop.settings()));
    }

    Answer saveSettings(Call call, Shop shop) {
        Settings settings = SettingsJson.read(call.body());
        Instant changedAt = clock.instant();
        shops.saveSettings(shop.id(), settings, changedAt);
        List<Task.Change> changes = letsThrough(settings);
        List<Waiting> freed = changes.stream()
                .flatMap(change -> change.frees().stream())
                .map(Waiting::because)
                .toList();
        // Counted before they are freed.
        int waiting = orders.countWaiting(shop.id(), freed, MOST_COUNTED);
        tasks.send(changes.stream()
                .map(change -> Task.Release.of(shop.id(), change, Optional.empty(), changedAt, call.actor()))
                .toList());
        // Beside the document, which can be changed and put again as it came.
        return Answer.json(200, SettingsJson.write(settings)).with(WAITING, String.valueOf(waiting));
    }

    /**
     * Whatever the settings let through is released, whether or not they did before: when the send fails, the settings
     * are stored already, and the request is repeated.
     */
    private static List<Task.Change> letsThrough(Settings settings) {
        List<Task.Change> changes = new ArrayList<>();
        if (settings.autoSync()) {
            changes.add(Task.Change.AUTO_SYNC);
        }
        if (settings.sampleRule() != Settings.SampleRule.DO_NOT_SYNC) {
            changes.add(Task.Change.SAMPLE_RULE);
        }
        return changes;
    }

    Answer links(Call call, Shop shop) {
        int limit = Query.limit(call);
        Page<Link> page = Query.listed(() -> links.list(shop.id(), limit, call.parameter("cursor")));
        ObjectNode node = JsonCodec.object();
        ArrayNode all = node.putArray("links");
        page.items().forEach(link -> all.addObject()
                .put("sku", link.sku().value())
                .put("storeVariant", link.variant().value())
                .set("linkedAt", JsonCodec.time(link.linkedAt())));
        node.set("cursor", JsonCodec.text(page.cursor()));
        return Answer.json(200, node);
    }

    Answer link(Call call, Shop shop, String sku) {
        if (!isSku(sku)) {
            throw Problem.invalid("sku", "must be a TikTok SKU id: digits only");
        }
        Fields fields = new Fields(call.body());
        VariantId variant = new VariantId(fields.text("storeVariant", MOST_VARIANT));
        fields.noOthers();
        return switch (linkSku.link(shop, new SkuId(sku), variant, call.actor())) {
            case Linked.Done done -> Answer.json(200, JsonCodec.object().put("waiting", done.waiting()));
            case Linked.NoSuchVariant() -> throw Problem.invalid("storeVariant", "is not a variant of the store");
        };
    }

    Answer unlink(Call call, Shop shop, String sku) {
        if (isSku(sku)) {
            links.delete(shop.id(), new SkuId(sku));
        }
        return Answer.noContent();
    }

    private static boolean isSku(String text) {
        return text.matches("[0-9]{1,30}");
    }
}
