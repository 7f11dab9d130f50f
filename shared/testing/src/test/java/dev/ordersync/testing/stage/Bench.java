package dev.ordersync.testing.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.stage.Facts;
import dev.ordersync.domain.stage.Finding;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.stage.StageName;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.fake.FakeStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The judge with all that it judges by. To begin with the order is not known yet, there is no link, and the store has a
 * variant for each SKU of the default order; it is the moment at which TikTok took that order off hold.
 */
final class Bench {
    static final String ID = "576461413038785752";
    static final VariantId TOP = new VariantId("variant-top");
    static final VariantId STICKER = new VariantId("variant-sticker");

    final MutableClock clock = new MutableClock(Orders.OFF_HOLD_AT);
    final FakeStore store = new FakeStore(clock, FakeStore.SecondCreate.REFUSED)
            .variant(TOP.value(), "CT-BLK-M")
            .variant(STICKER.value(), "GIFT-1");
    final Catalogue catalogue = new Catalogue(clock);
    final Map<SkuId, Link> links = new HashMap<>();
    Shop shop = ShopBuilder.shop().build();
    OrderRow row = OrderRow.unseen(ShopBuilder.ID, new OrderId(ID), Orders.OFF_HOLD_AT);

    Bench shop(ShopBuilder as) {
        shop = as.build();
        return this;
    }

    /** The order is known since then. */
    Bench knownSince(Instant firstSeen) {
        row = OrderRow.unseen(ShopBuilder.ID, new OrderId(ID), firstSeen).withVersion(1);
        return this;
    }

    Bench syncPressedAt(Instant at) {
        row = row.pressed(at);
        return this;
    }

    Bench waived(Reason... reasons) {
        for (Reason reason : reasons) {
            row = row.waived(new Waiver(reason, "merchant:somebody", clock.instant()));
        }
        return this;
    }

    /** Somebody linked the SKU of {@link LineBuilder#top()}. */
    Bench linked(VariantId variant, String variantSku, Instant at) {
        return linked(LineBuilder.TOP, variant, variantSku, at);
    }

    Bench linked(SkuId sku, VariantId variant, String variantSku, Instant at) {
        links.put(sku, new Link(sku, variant, variantSku, at));
        return this;
    }

    Facts facts(TikTokOrder order) {
        return new Facts(order, shop, row, links, clock.instant());
    }

    Judgement judge(TikTokOrder order) {
        return new Judge(catalogue).judge(facts(order), store, Freshness.CACHED);
    }

    Judgement judgeFresh(TikTokOrder order) {
        return new Judge(catalogue).judge(facts(order), store, Freshness.FRESH);
    }

    Judgement explain(TikTokOrder order) {
        return new Judge(catalogue).explain(facts(order), store, Freshness.FRESH);
    }

    /** The reason for which the order is refused; empty when all passes. */
    Optional<Reason> reason(TikTokOrder order) {
        return judge(order).refusal().map(finding -> reason(finding.verdict()));
    }

    /** The refusal of an order that must be refused. */
    Verdict.Blocked blocked(TikTokOrder order) {
        return (Verdict.Blocked) judge(order).refusal().orElseThrow().verdict();
    }

    /** The store order of an order that must pass. */
    NewStoreOrder draft(TikTokOrder order) {
        Judgement judgement = judge(order);
        assertThat(judgement.refusal()).isEmpty();
        return judgement.draft().orElseThrow();
    }

    static Reason reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Blocked blocked -> blocked.reason();
            case Verdict.Undecided undecided -> undecided.reason();
            case Verdict.Passed passed -> throw new IllegalArgumentException("passed");
        };
    }

    static List<StageName> stages(Judgement judgement) {
        return judgement.findings().stream()
                .flatMap(finding -> finding.stage().stream())
                .toList();
    }

    static Verdict verdict(Judgement judgement, StageName stage) {
        return judgement.findings().stream()
                .filter(finding -> finding.stage().equals(Optional.of(stage)))
                .map(Finding::verdict)
                .findFirst()
                .orElseThrow();
    }

    static MessageId message() {
        return new MessageId("m-1");
    }
}
