package dev.ordersync.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.shop.Settings;
import java.time.Duration;

/** A shop's settings: the whole document, both ways. */
final class SettingsJson {
    private static final int MOST_TEXT = 100;
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(30);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    private SettingsJson() {}

    static ObjectNode write(Settings settings) {
        ObjectNode node = JsonCodec.object();
        node.put("autoSync", settings.autoSync());
        node.put("onHoldRule", settings.onHoldRule().name());
        node.put("sampleRule", settings.sampleRule().name());
        node.put("sampleWindow", settings.sampleWindow().toString());
        node.put("releaseOnLink", settings.releaseOnLink());
        node.put("skuMatch", settings.skuMatch());
        node.put("inventory", settings.inventory().name());
        node.put("cancelInStore", settings.cancelInStore());
        node.put("restockOnCancel", settings.restockOnCancel());
        node.put("noteDelivery", settings.noteDelivery());
        node.set("cancelOnTikTok", JsonCodec.text(settings.cancelOnTikTok()));
        node.put("strictTracking", settings.strictTracking());
        node.set("defaultCarrier", JsonCodec.text(settings.defaultCarrier()));
        node.put("fillRequiredOptions", settings.fillRequiredOptions());
        node.put("backfillDays", settings.backfillDays());
        return node;
    }

    /** @throws Problem naming an unknown, missing or wrong field */
    static Settings read(byte[] body) {
        Fields fields = new Fields(body);
        Settings settings = new Settings(
                fields.flag("autoSync"),
                fields.word("onHoldRule", Settings.OnHoldRule.class),
                fields.word("sampleRule", Settings.SampleRule.class),
                fields.duration("sampleWindow", SHORTEST_WINDOW, LONGEST_WINDOW),
                fields.flag("releaseOnLink"),
                fields.flag("skuMatch"),
                fields.word("inventory", Settings.Inventory.class),
                fields.flag("cancelInStore"),
                fields.flag("restockOnCancel"),
                fields.flag("noteDelivery"),
                fields.textOrNull("cancelOnTikTok", MOST_TEXT),
                fields.flag("strictTracking"),
                fields.textOrNull("defaultCarrier", MOST_TEXT),
                fields.flag("fillRequiredOptions"),
                fields.number("backfillDays", 0, 30));
        fields.noOthers();
        return settings;
    }
}
