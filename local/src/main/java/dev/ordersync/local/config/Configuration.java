package dev.ordersync.local.config;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.shop.Settings;
import dev.ordersync.tiktok.TikTokApp;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the operator says about the app and the shops that it serves.
 *
 * @param publicUrl the base of the webhook addresses, without a trailing slash; empty: where this runs
 */
public record Configuration(App tiktok, Optional<String> publicUrl, List<ShopEntry> shops) {
    public Configuration {
        shops = List.copyOf(shops);
    }

    /**
     * The app at TikTok. Addresses have no trailing slash; an absent one is the sandbox's where there is a sandbox, and
     * TikTok's otherwise.
     */
    public record App(String appKey, String appSecret, Optional<String> apiUrl, Optional<String> authUrl) {
        private static final String API = "https://open-api.tiktokglobalshop.com";
        private static final String AUTH = "https://auth.tiktok-shops.com";

        /** @param sandbox where there is one */
        public TikTokApp app(Optional<URI> sandbox) {
            return new TikTokApp(
                    appKey,
                    appSecret,
                    apiUrl.map(URI::create).or(() -> sandbox).orElse(URI.create(API)),
                    authUrl.map(URI::create).or(() -> sandbox).orElse(URI.create(AUTH)));
        }

        @Override
        public String toString() {
            return "App[" + appKey + "]";
        }
    }

    /**
     * One shop with its store.
     *
     * @param cipher sent with every call that concerns the shop; empty where the shop is yet to be connected
     * @param authorisation whose token opens the shop
     * @param tokens the authorisation's, by the file's names; none where the shop is yet to be connected
     */
    public record ShopEntry(
            ShopId id,
            MerchantId merchant,
            String region,
            String cipher,
            String authorisation,
            Map<String, String> tokens,
            Optional<Instant> connectedAt,
            StoreEntry store,
            Settings settings,
            Plan plan,
            List<LinkEntry> links,
            List<CarrierEntry> carriers) {
        public ShopEntry {
            tokens = Map.copyOf(tokens);
            links = List.copyOf(links);
            carriers = List.copyOf(carriers);
        }

        /** When the pair was connected: the later of the times that the file gives, and now where it gives none. */
        public Instant pairConnectedAt(Instant now) {
            return Stream.of(connectedAt, store.connectedAt())
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .orElse(now);
        }

        @Override
        public String toString() {
            return "ShopEntry[" + id + "]";
        }
    }

    /**
     * The store of a shop.
     *
     * @param url the platform's base address without a trailing slash
     * @param credentials by the file's names
     */
    public record StoreEntry(
            ConnectionId connection,
            Platform platform,
            String url,
            String apiVersion,
            Optional<Instant> connectedAt,
            Map<String, String> credentials) {
        public StoreEntry {
            credentials = Map.copyOf(credentials);
        }

        @Override
        public String toString() {
            return "StoreEntry[" + connection + "]";
        }
    }

    /** @param linkedAt empty: when the pair was connected */
    public record LinkEntry(SkuId sku, VariantId variant, Optional<Instant> linkedAt) {}

    /** A carrier as the store names it, and TikTok's provider for it. */
    public record CarrierEntry(String store, String tiktok) {}
}
