package dev.ordersync.local.config;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.local.config.Configuration.CarrierEntry;
import dev.ordersync.local.config.Configuration.LinkEntry;
import dev.ordersync.local.config.Configuration.ShopEntry;
import dev.ordersync.local.config.Configuration.StoreEntry;
import dev.ordersync.local.config.ConfigurationFile.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one entry of {@code shops}. */
final class ShopReader {
    static final Set<String> FIELDS = Set.of(
            "id",
            "merchant",
            "region",
            "cipher",
            "authorisation",
            "accessToken",
            "accessTokenExpiresAt",
            "refreshToken",
            "refreshTokenExpiresAt",
            "connectedAt",
            "store",
            "settings",
            "plan",
            "links",
            "carriers");
    private static final Set<String> STORE =
            Set.of("connection", "platform", "url", "apiVersion", "connectedAt", "credentials");
    private static final Set<String> SETTINGS = Set.of(
            "autoSync",
            "onHoldRule",
            "sampleRule",
            "sampleWindow",
            "releaseOnLink",
            "skuMatch",
            "inventory",
            "cancelInStore",
            "restockOnCancel",
            "noteDelivery",
            "cancelOnTikTok",
            "strictTracking",
            "defaultCarrier",
            "fillRequiredOptions",
            "backfillDays");
    private static final Set<String> PLAN = Set.of("active", "activeFrom", "activeUntil");
    private static final Set<String> LINK = Set.of("sku", "storeVariant", "linkedAt");
    private static final Set<String> CARRIER = Set.of("store", "tiktok");

    private static final Pattern TIKTOK_ID = Pattern.compile("[0-9]{1,20}");
    private static final String TIKTOK_ID_WORDS = "1 to 20 digits in quotes";
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
    /** A part of webhook addresses and of table keys. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String NAME_WORDS = "1 to 64 letters, digits, dots, dashes or underscores";
    private static final Pattern SHOPIFY_VERSION = Pattern.compile("20\\d\\d-(01|04|07|10)");
    private static final String OLDEST_SHOPIFY_VERSION = "2026-07";
    private static final Pattern SHOPIFY_VARIANT = Pattern.compile("gid://shopify/ProductVariant/[0-9]{1,20}");

    private ShopReader() {}

    static ShopEntry read(ConfigObject entry, Tokens tokens) throws ConfigurationException {
        ShopId id = new ShopId(entry.text("id", TIKTOK_ID, TIKTOK_ID_WORDS));
        return new ShopEntry(
                id,
                new MerchantId(entry.text("merchant")),
                entry.text("region", REGION, "TikTok's code of two capital letters, like US or GB"),
                tokens == Tokens.REQUIRED
                        ? entry.text("cipher")
                        : entry.optionalText("cipher").orElse(""),
                entry.has("authorisation") ? entry.text("authorisation", NAME, NAME_WORDS) : id.value(),
                tokens(entry, tokens),
                entry.instant("connectedAt"),
                store(entry.object("store", STORE)),
                settings(entry.optionalObject("settings", SETTINGS)),
                plan(entry.optionalObject("plan", PLAN)),
                links(entry),
                carriers(entry));
    }

    private static Map<String, String> tokens(ConfigObject entry, Tokens asked) throws ConfigurationException {
        Map<String, String> tokens = new HashMap<>();
        if (asked == Tokens.MAY_BE_MISSING && !entry.has("accessToken") && !entry.has("refreshToken")) {
            return tokens;
        }
        tokens.put("accessToken", entry.text("accessToken"));
        entry.optionalText("refreshToken").ifPresent(token -> tokens.put("refreshToken", token));
        for (String name : List.of("accessTokenExpiresAt", "refreshTokenExpiresAt")) {
            entry.instant(name).ifPresent(at -> tokens.put(name, at.toString()));
        }
        return tokens;
    }

    private static StoreEntry store(ConfigObject store) throws ConfigurationException {
        ConnectionId connection = new ConnectionId(store.text("connection", NAME, NAME_WORDS));
        Platform platform = platform(store);
        return switch (platform) {
            case SHOPIFY ->
                new StoreEntry(
                        connection,
                        platform,
                        store.required("url", store.origin("url")),
                        shopifyVersion(store),
                        store.instant("connectedAt"),
                        ShopifyCredentials.read(store));
        };
    }

    private static Platform platform(ConfigObject store) throws ConfigurationException {
        String name = store.text("platform");
        Optional<Platform> platform = Arrays.stream(Platform.values())
                .filter(built -> built.name().equals(name))
                .findFirst();
        if (platform.isPresent()) {
            return platform.get();
        }
        boolean planned = Set.of("WOOCOMMERCE", "BIGCOMMERCE", "MAGENTO").contains(name);
        throw new ConfigurationException(
                store.at("platform"),
                name + (planned ? " is not built yet" : " is no platform") + "; use "
                        + String.join(
                                ", ",
                                Arrays.stream(Platform.values()).map(Enum::name).toList()));
    }

    private static String shopifyVersion(ConfigObject store) throws ConfigurationException {
        if (!store.has("apiVersion")) {
            return OLDEST_SHOPIFY_VERSION;
        }
        String words = "Shopify's version like 2026-10, from " + OLDEST_SHOPIFY_VERSION + " on";
        String version = store.text("apiVersion", SHOPIFY_VERSION, words);
        if (version.compareTo(OLDEST_SHOPIFY_VERSION) < 0) {
            throw new ConfigurationException(store.at("apiVersion"), "must be " + words);
        }
        return version;
    }

    private static Settings settings(ConfigObject given) throws ConfigurationException {
        Settings absent = Settings.defaults();
        return new Settings(
                given.flag("autoSync", absent.autoSync()),
                given.choice("onHoldRule", Settings.OnHoldRule.class).orElse(absent.onHoldRule()),
                given.choice("sampleRule", Settings.SampleRule.class).orElse(absent.sampleRule()),
                given.duration("sampleWindow", absent.sampleWindow(), Duration.ofMinutes(30), Duration.ofHours(24)),
                given.flag("releaseOnLink", absent.releaseOnLink()),
                given.flag("skuMatch", absent.skuMatch()),
                given.choice("inventory", Settings.Inventory.class).orElse(absent.inventory()),
                given.flag("cancelInStore", absent.cancelInStore()),
                given.flag("restockOnCancel", absent.restockOnCancel()),
                given.flag("noteDelivery", absent.noteDelivery()),
                given.optionalText("cancelOnTikTok"),
                given.flag("strictTracking", absent.strictTracking()),
                given.optionalText("defaultCarrier"),
                given.flag("fillRequiredOptions", absent.fillRequiredOptions()),
                given.whole("backfillDays", absent.backfillDays(), 0, 30));
    }

    private static Plan plan(ConfigObject given) throws ConfigurationException {
        Optional<Instant> from = given.instant("activeFrom");
        Optional<Instant> until = given.instant("activeUntil");
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new ConfigurationException(given.at("activeUntil"), "must be later than activeFrom");
        }
        return new Plan(given.flag("active", true), from, until);
    }

    private static List<LinkEntry> links(ConfigObject entry) throws ConfigurationException {
        List<LinkEntry> links = new ArrayList<>();
        Map<SkuId, String> seen = new HashMap<>();
        for (ConfigObject link : entry.objects("links", LINK)) {
            SkuId sku = new SkuId(link.text("sku", TIKTOK_ID, TIKTOK_ID_WORDS));
            String variant = link.text("storeVariant", SHOPIFY_VARIANT, "an id like gid://shopify/ProductVariant/1");
            String other = seen.putIfAbsent(sku, link.at("sku"));
            if (other != null) {
                throw new ConfigurationException(link.at("sku"), "is the same as " + other);
            }
            links.add(new LinkEntry(sku, new VariantId(variant), link.instant("linkedAt")));
        }
        return links;
    }

    private static List<CarrierEntry> carriers(ConfigObject entry) throws ConfigurationException {
        List<CarrierEntry> carriers = new ArrayList<>();
        for (ConfigObject carrier : entry.objects("carriers", CARRIER)) {
            carriers.add(new CarrierEntry(carrier.text("store"), carrier.text("tiktok")));
        }
        return carriers;
    }
}
