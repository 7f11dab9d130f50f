package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Who sees which shop, and what changes of it are kept. */
public abstract class ShopsContract {
    protected static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");

    protected final MutableClock clock = new MutableClock(NOW);
    private Shops shops;
    private Shop shop;
    private MerchantId merchant;

    /** An implementation that follows {@link #clock}; it may hold others' shops. */
    protected abstract Shops shops();

    /** Stores a new shop. */
    protected abstract void given(Shop shop, Connection connection);

    @BeforeEach
    void givenAShop(TestInfo test) {
        String name = Integer.toHexString(test.getDisplayName().hashCode());
        merchant = new MerchantId("m-" + name);
        shop = SampleShops.shop("s" + name, merchant.value(), NOW);
        shops = shops();
        given(shop, SampleShops.connection(shop));
    }

    @Test
    void nothingIsMissingBeforeSomebodyCounted() {
        assertThat(shops.missing(shop.id())).isZero();
        assertThat(shops.missing(new ShopId("999"))).isZero();
    }

    @Test
    void nobodyHasSaidWhereWebhooksArrive() {
        assertThat(shops.webhooksAt(shop.id())).isEmpty();
        assertThat(shops.webhooksAt(new ShopId("999"))).isEmpty();
    }

    @Test
    void aShopComesBackAsItWas() {
        assertThat(shops.find(shop.id(), Optional.empty())).contains(shop);
        assertThat(shops.connection(shop.connection())).contains(SampleShops.connection(shop));
        assertThat(shops.find(new ShopId("unknown"), Optional.empty())).isEmpty();
        assertThat(shops.connection(new ConnectionId("unknown"))).isEmpty();
    }

    @Test
    void aMerchantOwnsTheirShopsOnly() {
        Shop second = SampleShops.shop(shop.id() + "b", merchant.value(), NOW);
        Shop other = SampleShops.shop(shop.id() + "c", merchant + "-other", NOW);
        given(second, SampleShops.connection(second));
        given(other, SampleShops.connection(other));
        assertThat(shops.of(merchant)).containsExactlyInAnyOrder(shop.id(), second.id());
        assertThat(shops.owns(merchant, second.id())).isTrue();
        assertThat(shops.owns(merchant, other.id())).isFalse();
        assertThat(shops.owns(merchant, new ShopId("unknown"))).isFalse();
        assertThat(shops.of(new MerchantId("nobody"))).isEmpty();
        assertThat(shops.all()).contains(shop.id(), second.id(), other.id());
    }

    @Test
    void aPauseIsOnlyEverMadeLonger() {
        Instant longer = NOW.plusSeconds(120);
        shops.pause(shop.id(), Upstream.TIKTOK, NOW.plusSeconds(60));
        shops.pause(shop.id(), Upstream.TIKTOK, longer);
        shops.pause(shop.id(), Upstream.TIKTOK, NOW.plusSeconds(90));
        shops.pause(shop.id(), Upstream.STORE, NOW.plusSeconds(30));
        Shop paused = shops.find(shop.id(), Optional.empty()).orElseThrow();
        assertThat(paused.tiktokPausedUntil()).contains(longer);
        assertThat(paused.storePausedUntil()).contains(NOW.plusSeconds(30));
        shops.pause(new ShopId("unknown"), Upstream.TIKTOK, longer);
        assertThat(shops.find(new ShopId("unknown"), Optional.empty())).isEmpty();
    }

    @Test
    void savedSettingsAreSeenAtOnceWhereTheyWereSaved() {
        assertThat(shops.find(shop.id(), Optional.empty())).contains(shop);
        shops.saveSettings(shop.id(), SampleShops.unusual(), NOW.plusSeconds(1));
        Shop changed = shops.find(shop.id(), Optional.empty()).orElseThrow();
        assertThat(changed.settings()).isEqualTo(SampleShops.unusual());
        assertThat(changed.changedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(changed.plan()).isEqualTo(shop.plan());
    }

    @Test
    void aShopThatTookItsAuthorisationBackIsMarked() {
        shops.markDeauthorised(shop.id());
        shops.markDeauthorised(shop.id());
        assertThat(shops.find(shop.id(), Optional.empty()).orElseThrow().authorised())
                .isFalse();
        shops.markAuthorised(shop.id(), NOW.plusSeconds(1));
        Shop again = shops.find(shop.id(), Optional.empty()).orElseThrow();
        assertThat(again.authorised()).isTrue();
        assertThat(again.changedAt()).isEqualTo(NOW.plusSeconds(1));
        shops.markAuthorised(new ShopId("unknown"), NOW);
        assertThat(shops.find(new ShopId("unknown"), Optional.empty())).isEmpty();
    }

    @Test
    void anotherWorkersChangeIsSeenAfterTenSecondsOrWhenItIsKnownOf() {
        Shops other = shops();
        Instant changedAt = NOW.plusSeconds(1);
        assertThat(shops.find(shop.id(), Optional.empty())).contains(shop);
        clock.set(changedAt);
        other.saveSettings(shop.id(), SampleShops.unusual(), changedAt);
        assertThat(shops.find(shop.id(), Optional.of(changedAt)).orElseThrow().settings())
                .isEqualTo(SampleShops.unusual());
        other.markDeauthorised(shop.id());
        clock.advance(Duration.ofSeconds(10));
        assertThat(shops.find(shop.id(), Optional.empty()).orElseThrow().authorised())
                .isFalse();
    }
}
