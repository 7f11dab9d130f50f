package dev.ordersync.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.aws.table.Directory;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Plan;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.local.config.Configuration.LinkEntry;
import dev.ordersync.local.connect.Finding.State;
import dev.ordersync.local.sandbox.shopify.ShopifyStore;
import dev.ordersync.local.sandbox.tiktok.TikTokProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each step where all is well, where something is missing, and where the upstream refuses or does not answer. */
class ConnectTest {
    private static final SkuId MUG = new SkuId("2729382476852922001");

    private final ConnectBed bed = new ConnectBed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static Finding of(List<Finding> findings, String what) {
        return findings.stream()
                .filter(finding -> finding.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + what + " in " + findings));
    }

    @Test
    void aFirstRunMakesWhatIsMissingAndASecondOneFindsAllInPlaceAndWritesNothing() {
        List<Finding> first = bed.connect(bed.shop());

        assertThat(first).noneMatch(finding -> finding.state() == State.MISSING);
        assertThat(of(first, "table").state()).isEqualTo(State.MADE);
        assertThat(of(first, "TikTok webhooks").state()).isEqualTo(State.MADE);
        assertThat(of(first, "order metafield").state()).isEqualTo(State.MADE);
        assertThat(of(first, "TikTok authorisation").words()).isEqualTo("opens Demo Shop (US)");
        assertThat(of(first, "currency").words()).isEqualTo("USD");
        assertThat(bed.tiktok().subscriptions(ConnectBed.SHOP))
                .hasSize(7)
                .containsEntry("ORDER_STATUS_CHANGE", "https://api.example/webhooks/tiktok")
                .containsKeys("SELLER_DEAUTHORIZATION", "RETURN_STATUS_CHANGE");
        Shop stored = bed.stored();
        assertThat(stored.name()).isEqualTo("Demo Shop");
        assertThat(stored.connectedAt()).isEqualTo(ConnectBed.CONNECTED);
        assertThat(bed.tasks).isEmpty();

        bed.ledger.clear();
        bed.calls.clear();
        bed.advance(Duration.ofDays(1));
        List<Finding> second = bed.connect(bed.shop());

        assertThat(second).allMatch(finding -> finding.state() == State.OK || finding.state() == State.ADVICE);
        assertThat(bed.ledger.counts().writeUnits()).isZero();
        assertThat(bed.ledger.counts().aws()).doesNotContainKeys("dynamodb.PutItem", "dynamodb.UpdateItem");
        assertThat(bed.calls)
                .noneMatch(call -> call.contains("PUT") || call.contains("Create"))
                .contains("tiktok.GET /event/202309/webhooks", "shopify.metafieldDefinitions");
        assertThat(bed.stored()).isEqualTo(stored);
    }

    @Test
    void withoutATokenTheSellersConsentIsAskedForAndItsCodeIsAllThatIsMissing() {
        List<Finding> findings = bed.connect(bed.withoutTokens());

        assertThat(of(findings, "TikTok authorisation").state()).isEqualTo(State.MISSING);
        assertThat(of(findings, "TikTok authorisation").words())
                .contains("/oauth/authorize?app_key=6sandboxkey01", "--tiktok-code")
                .doesNotContain("sandbox-app-secret");
        assertThat(of(findings, "table").state()).isEqualTo(State.MISSING);
        assertThat(bed.directory().find(new ShopId(ConnectBed.SHOP))).isEmpty();

        assertThat(bed.connect().consented("seller-1", "TTP_sandbox-auth-code")).contains("seller.order.info");
        assertThat(bed.connect(bed.withoutTokens())).noneMatch(finding -> finding.state() == State.MISSING);
        assertThat(bed.stored().cipher()).isEqualTo("TTP_sandboxCipher1");
        assertThatThrownBy(() -> bed.connect().consented("seller-1", "TTP_sandbox-auth-code"))
                .isInstanceOf(Permanent.class)
                .hasMessageNotContaining("TTP_sandbox-auth-code");
    }

    @Test
    void theTokensOfAConsentAreNotUndoneByOlderOnesOfTheFile() {
        bed.connect(bed.shop());
        bed.connect().consented("seller-1", "TTP_sandbox-auth-code");
        bed.connect(bed.shop());
        assertThat(bed.vault()
                        .read(new Vault.Key.Authorisation("seller-1"), Vault.Freshness.FRESH)
                        .orElseThrow()
                        .get("accessToken"))
                .contains("TTP_sandbox-access-token-1");
    }

    @Test
    void aTokenThatTikTokDoesNotAcceptNeedsANewConsentAndTheRestGoesOn() {
        bed.tiktok().expireAccessTokens();
        bed.tiktok().revokeRefreshTokens();
        List<Finding> findings = bed.connect(bed.shop());
        assertThat(of(findings, "TikTok authorisation").words())
                .startsWith("refused: ")
                .contains("The seller consents at ");
        assertThat(of(findings, "table").state()).isEqualTo(State.MADE);
        assertThat(of(findings, "order metafield").state()).isEqualTo(State.MADE);
    }

    @Test
    void anAuthorisationOfAnotherShopIsSaidWithTheShopsThatItOpens() {
        Finding finding = of(bed.connect(bed.shop("7000000000000000001")), "TikTok authorisation");
        assertThat(finding.state()).isEqualTo(State.MISSING);
        assertThat(finding.words()).startsWith("opens Demo Shop 7494049642642441621 and not this shop");
    }

    @Test
    void aRegionThatIsNotTikToksIsMissing() {
        assertThat(of(bed.connect(bed.inRegion("GB")), "region").words()).startsWith("TikTok says US, the file GB");
    }

    @Test
    void scopesThatTheSellerDidNotGrantAreNamed() {
        bed.restartTikTok(Set.of("seller.authorization.info"));
        assertThat(of(bed.connect(bed.shop()), "TikTok scopes").words())
                .startsWith("not granted: seller.order.info (orders), seller.product.basic (links, currency). Add");
        bed.restartTikTok(Set.of("seller.order.info"));
        assertThat(of(bed.connect(bed.shop()), "TikTok scopes").words())
                .startsWith("not granted: seller.authorization.info (the shop itself).");
    }

    @Test
    void scopesThatTheStoreDidNotGrantAreNamed() {
        assertThat(of(bed.connect(bed.shop()), "store scopes").state()).isEqualTo(State.OK);
        bed.store().grant(Set.of("read_orders", "read_products", "read_all_orders"));
        List<Finding> findings = bed.connect(bed.shop());
        assertThat(of(findings, "store scopes").state()).isEqualTo(State.MISSING);
        assertThat(of(findings, "store scopes").words())
                .startsWith("not granted: write_orders (creates and finds orders),"
                        + " read_locations (creates orders that were shipped before). Add");
        Set<String> all = new HashSet<>(ShopifyStore.ALL_SCOPES);
        assertThat(bed.scopesAdvice(all)).contains("read_all_orders");
        all.add("read_all_orders");
        assertThat(bed.scopesAdvice(all)).isEmpty();
    }

    @Test
    void credentialsThatTheStoreRefusesAreSaid() {
        bed.store().revokeAccessTokens();
        List<Finding> findings = bed.connect(bed.shop());
        assertThat(of(findings, "store access").state()).isEqualTo(State.MISSING);
        assertThat(of(findings, "store access").words()).startsWith("refused: ").contains("store.credentials");
        assertThat(of(findings, "TikTok webhooks").state()).isEqualTo(State.MADE);
    }

    @Test
    void anotherTypeOfTheOrderMetafieldIsSaidWithTheWayOut() {
        bed.store().defineOrderMetafield("tiktok_shop", "order_id", "single_line_text_field");
        Finding finding = of(bed.connect(bed.shop()), "order metafield");
        assertThat(finding.state()).isEqualTo(State.MISSING);
        assertThat(finding.words())
                .startsWith("tiktok_shop.order_id is defined as single_line_text_field and not as id")
                .endsWith("delete it with its values, then run connect again.");
    }

    @Test
    void storesInAnotherCurrencyAreSaid() {
        bed.restartStore("EUR");
        assertThat(of(bed.connect(bed.shop()), "currency").words())
                .startsWith("the shop sells in USD, the store in EUR: orders would stop as CURRENCY_MISMATCH");
    }

    @Test
    void whereNobodyAnswersEveryStepSaysSoAndTheTableIsWrittenAllTheSame() {
        bed.stopUpstreams();
        List<Finding> findings = bed.connect(bed.shop());
        assertThat(of(findings, "TikTok authorisation").words())
                .startsWith("not known: ")
                .endsWith("Run connect again.");
        assertThat(of(findings, "store access").words()).startsWith("not known: ");
        assertThat(of(findings, "table").state()).isEqualTo(State.MADE);
        assertThat(bed.stored().name()).isEqualTo("Shop " + ConnectBed.SHOP);
    }

    @Test
    void whereNobodySaidWhereWebhooksArriveNothingIsSubscribedTo() {
        Finding finding = of(bed.connect(bed.shop(), Optional.empty(), Existing.KEEP), "TikTok webhooks");
        assertThat(finding.words()).contains("publicUrl", "--api-url");
        assertThat(bed.tiktok().subscriptions(ConnectBed.SHOP)).isEmpty();
    }

    @Test
    void anotherAddressMovesTheSubscriptionsAndMakesNoSecondOnes() {
        bed.connect(bed.shop());
        Finding moved =
                of(bed.connect(bed.shop(), Optional.of("https://new.example"), Existing.KEEP), "TikTok webhooks");
        assertThat(moved.state()).isEqualTo(State.MADE);
        assertThat(bed.tiktok().subscriptions(ConnectBed.SHOP))
                .hasSize(7)
                .allSatisfy((topic, address) -> assertThat(address).isEqualTo("https://new.example/webhooks/tiktok"));
    }

    @Test
    void whatTheSellerNamedAtTikTokIsLinkedWhereItNamesAVariant() {
        String variant = bed.store().variant("MUG-BLUE").gid();
        bed.tiktok().putProduct(product("TT-MUG").called(variant.replaceAll("\\D", "")));
        bed.tiktok().putProduct(product("LAMP-1").called("gid://shopify/ProductVariant/1"));
        bed.tiktok().putProduct(product("TWIN-1").called("SKU of some other system"));

        Finding finding = of(bed.connect(bed.shop()), "links");

        assertThat(finding.state()).isEqualTo(State.MADE);
        assertThat(finding.words())
                .isEqualTo("1 TikTok SKUs by their external_sku_id: " + MUG
                        + "; 2 of TikTok's external_sku_id name no variant of the store");
        assertThat(bed.links())
                .containsExactly(new Link(MUG, new VariantId(variant), "MUG-BLUE", ConnectBed.CONNECTED));
        assertThat(of(bed.connect(bed.shop()), "links").state()).isEqualTo(State.OK);
    }

    @Test
    void aMerchantsLinkIsNotReplacedByWhatTikTokSays() {
        bed.connect(bed.shop());
        Link theirs = new Link(MUG, new VariantId("gid://shopify/ProductVariant/7"), "X", Instant.EPOCH);
        bed.directory().putLink(new ShopId(ConnectBed.SHOP), theirs, Existing.OVERWRITE);
        bed.tiktok()
                .putProduct(
                        product("TT-MUG").called(bed.store().variant("MUG-BLUE").gid()));
        bed.connect(bed.shop(), ConnectBed.BASE, Existing.OVERWRITE);
        assertThat(bed.links()).containsExactly(theirs);
    }

    @Test
    void aLinkThatAppearsLaterHasItsOrdersChecked() {
        bed.connect(bed.shop());
        bed.tiktok()
                .putProduct(
                        product("TT-MUG").called(bed.store().variant("MUG-BLUE").gid()));
        bed.tasks.clear();
        bed.connect(bed.shop());
        assertThat(bed.tasks)
                .extracting(Task.Release::change)
                .containsExactly(
                        Task.Change.PLAN, Task.Change.RECONNECT_TIKTOK, Task.Change.RECONNECT_STORE, Task.Change.LINK);
        assertThat(bed.tasks.getLast().key()).contains(MUG.value());
    }

    @Test
    void settingsPlanAndLinksThatAreThereStayUntilTheOperatorOverwritesThem() {
        VariantId one = new VariantId("gid://shopify/ProductVariant/1");
        VariantId two = new VariantId("gid://shopify/ProductVariant/2");
        Plan ended = new Plan(false, Optional.empty(), Optional.empty());
        bed.connect(bed.with(Plan.unlimited(), List.of(new LinkEntry(MUG, one, Optional.empty()))));
        bed.advance(Duration.ofHours(1));

        List<Finding> kept = bed.connect(bed.with(ended, List.of(new LinkEntry(MUG, two, Optional.empty()))));
        assertThat(of(kept, "table").state()).isEqualTo(State.ADVICE);
        assertThat(bed.stored().plan()).isEqualTo(Plan.unlimited());
        assertThat(bed.links()).extracting(Link::variant).containsExactly(one);

        bed.tasks.clear();
        List<Finding> replaced = bed.connect(
                bed.with(ended, List.of(new LinkEntry(MUG, two, Optional.empty()))),
                ConnectBed.BASE,
                Existing.OVERWRITE);
        assertThat(of(replaced, "table").state()).isEqualTo(State.MADE);
        assertThat(bed.stored().plan()).isEqualTo(ended);
        assertThat(bed.stored().connectedAt()).isEqualTo(ConnectBed.CONNECTED);
        assertThat(bed.links())
                .as("pointing a link at another variant keeps its time")
                .containsExactly(new Link(MUG, two, "", ConnectBed.CONNECTED));
        assertThat(bed.tasks)
                .extracting(Task.Release::change)
                .contains(Task.Change.PLAN, Task.Change.AUTO_SYNC, Task.Change.SAMPLE_RULE, Task.Change.LINK);
    }

    @Test
    void newTokensHealAShopWhoseSellerHadTakenTheAuthorisationBackAlsoWhileTikTokIsSilent() {
        bed.connect(bed.shop());
        bed.stopUpstreams();
        bed.shops().markDeauthorised(new ShopId(ConnectBed.SHOP));
        bed.connect(bed.shop());
        assertThat(bed.stored().authorised()).isFalse();
        bed.connect(bed.withToken("another"));
        assertThat(bed.stored().authorised()).isTrue();
    }

    @Test
    void tikToksWordHealsAShopToo() {
        bed.connect(bed.shop());
        bed.shops().markDeauthorised(new ShopId(ConnectBed.SHOP));
        bed.connect(bed.shop());
        assertThat(bed.stored().authorised()).isTrue();
    }

    @Test
    void aConnectionOfAnotherShopKeepsItsCredentialsAndNobodyIsAskedAnything() {
        bed.connect(bed.shop());
        bed.calls.clear();
        assertThatThrownBy(() -> bed.connect(bed.shop("7000000000000000001")))
                .as("the same connection")
                .isInstanceOf(Directory.ConnectionTaken.class);
        assertThat(bed.calls).isEmpty();
    }

    private static TikTokProduct product(String sku) {
        return TikTokProduct.demo().stream()
                .filter(one -> one.sellerSku().equals(sku))
                .findFirst()
                .orElseThrow();
    }
}
