package dev.ordersync.aws.table;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.shop.Settings.OnHoldRule;
import dev.ordersync.domain.shop.Settings.SampleRule;
import dev.ordersync.domain.shop.Shop;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Shops, connections and links as items. */
final class ShopCodec {
    static final String MERCHANT = "merchant";
    static final String AUTHORISED = "authorised";
    static final String CONNECTION = "connection";
    static final String CONNECTED_AT = "connectedAt";
    static final String SETTINGS = "settings";
    static final String PLAN = "plan";
    static final String CHANGED_AT = "changedAt";
    static final String TIKTOK_PAUSED = "tiktokPausedUntil";
    static final String STORE_PAUSED = "storePausedUntil";
    static final String SHOP = "shop";
    /** How many orders TikTok has and we do not; the sweep's to write. */
    static final String MISSING = "missing";
    /** The base of the addresses at which webhooks arrive; the operator's to write. */
    static final String WEBHOOKS_AT = "webhooksAt";

    private ShopCodec() {}

    static Map<String, AttributeValue> encode(Shop shop) {
        return Item.at(Keys.shop(shop.id()), Keys.SHOP)
                .text(MERCHANT, shop.merchant().value())
                .text("name", shop.name())
                .text("region", shop.region())
                .text("cipher", shop.cipher())
                .text("authorisation", shop.authorisation())
                .flag(AUTHORISED, shop.authorised())
                .text(CONNECTION, shop.connection().value())
                .text("platform", shop.platform().name())
                .time(CONNECTED_AT, shop.connectedAt())
                .map(SETTINGS, encode(shop.settings()))
                .map(PLAN, encode(shop.plan()))
                .time(CHANGED_AT, shop.changedAt())
                .time(TIKTOK_PAUSED, shop.tiktokPausedUntil())
                .time(STORE_PAUSED, shop.storePausedUntil())
                .attributes();
    }

    static Shop decode(Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        return new Shop(
                new ShopId(fields.text(Keys.PK).substring("S#".length())),
                new MerchantId(fields.text(MERCHANT)),
                fields.text("name", ""),
                fields.text("region", ""),
                fields.text("cipher", ""),
                fields.text("authorisation", ""),
                fields.flag(AUTHORISED, true),
                new ConnectionId(fields.text(CONNECTION)),
                Platform.valueOf(fields.text("platform")),
                fields.time(CONNECTED_AT),
                settings(new Fields(fields.map(SETTINGS))),
                plan(new Fields(fields.map(PLAN))),
                fields.time(CHANGED_AT),
                fields.findTime(TIKTOK_PAUSED),
                fields.findTime(STORE_PAUSED));
    }

    static Map<String, AttributeValue> encode(Settings settings) {
        return new Item()
                .flag("autoSync", settings.autoSync())
                .text("onHoldRule", settings.onHoldRule().name())
                .text("sampleRule", settings.sampleRule().name())
                .number("sampleWindow", settings.sampleWindow().toSeconds())
                .flag("releaseOnLink", settings.releaseOnLink())
                .flag("skuMatch", settings.skuMatch())
                .text("inventory", settings.inventory().name())
                .flag("cancelInStore", settings.cancelInStore())
                .flag("restockOnCancel", settings.restockOnCancel())
                .flag("noteDelivery", settings.noteDelivery())
                .text("cancelOnTikTok", settings.cancelOnTikTok())
                .flag("strictTracking", settings.strictTracking())
                .text("defaultCarrier", settings.defaultCarrier())
                .flag("fillRequiredOptions", settings.fillRequiredOptions())
                .number("backfillDays", settings.backfillDays())
                .attributes();
    }

    /** A setting that an older version did not write has its default. */
    private static Settings settings(Fields fields) {
        Settings usual = Settings.defaults();
        return new Settings(
                fields.flag("autoSync", usual.autoSync()),
                fields.word("onHoldRule", OnHoldRule.class).orElse(usual.onHoldRule()),
                fields.word("sampleRule", SampleRule.class).orElse(usual.sampleRule()),
                Duration.ofSeconds(
                        fields.number("sampleWindow", usual.sampleWindow().toSeconds())),
                fields.flag("releaseOnLink", usual.releaseOnLink()),
                fields.flag("skuMatch", usual.skuMatch()),
                fields.word("inventory", Inventory.class).orElse(usual.inventory()),
                fields.flag("cancelInStore", usual.cancelInStore()),
                fields.flag("restockOnCancel", usual.restockOnCancel()),
                fields.flag("noteDelivery", usual.noteDelivery()),
                fields.findText("cancelOnTikTok"),
                fields.flag("strictTracking", usual.strictTracking()),
                fields.findText("defaultCarrier"),
                fields.flag("fillRequiredOptions", usual.fillRequiredOptions()),
                fields.count("backfillDays", usual.backfillDays()));
    }

    static Map<String, AttributeValue> encode(Plan plan) {
        return new Item()
                .flag("active", plan.active())
                .time("activeFrom", plan.activeFrom())
                .time("activeUntil", plan.activeUntil())
                .attributes();
    }

    private static Plan plan(Fields fields) {
        return new Plan(fields.flag("active", true), fields.findTime("activeFrom"), fields.findTime("activeUntil"));
    }

    /** The address alone: credentials lie in the same item, and are the vault's. */
    static Map<String, AttributeValue> encode(Connection connection) {
        return new Item()
                .text(SHOP, connection.shop().value())
                .text("platform", connection.platform().name())
                .text("url", connection.url())
                .text("apiVersion", connection.apiVersion())
                .attributes();
    }

    static Connection connection(ConnectionId id, Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        return new Connection(
                id,
                new ShopId(fields.text(SHOP)),
                Platform.valueOf(fields.text("platform")),
                fields.text("url"),
                fields.text("apiVersion", ""));
    }

    static Map<String, AttributeValue> encode(ShopId shop, Link link) {
        return Item.at(Keys.shop(shop), Keys.link(link.sku()))
                .text("variant", link.variant().value())
                .text("variantSku", link.variantSku())
                .time("linkedAt", link.linkedAt())
                .attributes();
    }

    static Link link(Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        return new Link(
                new SkuId(fields.text(Keys.SK).substring(Keys.LINK.length())),
                new VariantId(fields.text("variant")),
                fields.text("variantSku", ""),
                fields.time("linkedAt"));
    }
}
