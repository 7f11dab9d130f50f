package dev.ordersync.testing.stage;

import static dev.ordersync.domain.reason.Reason.AUTO_SYNC_DISABLED;
import static dev.ordersync.domain.reason.Reason.ORDER_BEFORE_CONNECTION;
import static dev.ordersync.domain.reason.Reason.ORDER_BEFORE_PRODUCT_LINK;
import static dev.ordersync.domain.reason.Reason.PRODUCT_NOT_LINKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PreCheckStageTest {
    private static final Instant BEFORE = Orders.CREATED_AT.minusSeconds(1);
    private static final Instant AFTER = Orders.CREATED_AT.plusSeconds(600);
    private final TikTokOrder order = Orders.paid(Bench.ID);
    private final Bench bench = new Bench();

    @Test
    void refusesWhileAutoSyncIsOffAlsoWhenSyncIsPressed() {
        bench.shop(ShopBuilder.shop().autoSync(false)).syncPressedAt(AFTER).waived(AUTO_SYNC_DISABLED);

        assertThat(bench.reason(order)).contains(AUTO_SYNC_DISABLED);
    }

    @Test
    void refusesAnOrderThatIsOlderThanTheConnection() {
        bench.shop(ShopBuilder.shop().connectedAt(AFTER));

        assertThat(bench.reason(order)).contains(ORDER_BEFORE_CONNECTION);
    }

    @Test
    void takesAnOrderThatWasPlacedAtTheMomentOfConnecting() {
        bench.shop(ShopBuilder.shop().connectedAt(Orders.CREATED_AT));

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void comparesWithWhenThePairWasConnectedAndNotWithItsTokensOrSettings() {
        bench.shop(ShopBuilder.shop().connectedAt(BEFORE).changedAt(AFTER));

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void takesAnOlderOrderOnTheMerchantsWord() {
        bench.shop(ShopBuilder.shop().connectedAt(AFTER)).waived(ORDER_BEFORE_CONNECTION);

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void refusesAnOrderThatIsOlderThanItsProductsLink() {
        bench.linked(Bench.TOP, "CT-BLK-M", AFTER);

        assertThat(bench.reason(order)).contains(ORDER_BEFORE_PRODUCT_LINK);
        assertThat(bench.blocked(order).args()).containsEntry("sku", LineBuilder.TOP.value());
    }

    @Test
    void takesAnOrderThatIsYoungerThanItsProductsLink() {
        bench.linked(Bench.TOP, "CT-BLK-M", BEFORE);

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void takesAnOrderThatWasPlacedAtTheMomentOfLinking() {
        bench.linked(Bench.TOP, "CT-BLK-M", Orders.CREATED_AT);

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void linkingReleasesAnOrderThatWasKnownBefore() {
        bench.linked(Bench.TOP, "CT-BLK-M", AFTER).knownSince(AFTER.minusSeconds(1));

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void linkingReleasesNoOrderThatCameToBeKnownLater() {
        bench.linked(Bench.TOP, "CT-BLK-M", AFTER).knownSince(AFTER);

        assertThat(bench.reason(order)).contains(ORDER_BEFORE_PRODUCT_LINK);
    }

    @Test
    void linkingReleasesNothingWhereTheMerchantDoesNotWantIt() {
        bench.shop(ShopBuilder.shop().releaseOnLink(false))
                .linked(Bench.TOP, "CT-BLK-M", AFTER)
                .knownSince(AFTER.minusSeconds(1));

        assertThat(bench.reason(order)).contains(ORDER_BEFORE_PRODUCT_LINK);
    }

    @Test
    void syncAfterLinkingTakesTheOrderAlsoWithoutReleases() {
        bench.shop(ShopBuilder.shop().releaseOnLink(false))
                .linked(Bench.TOP, "CT-BLK-M", AFTER)
                .syncPressedAt(AFTER);

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void syncBeforeLinkingDoesNotCount() {
        bench.linked(Bench.TOP, "CT-BLK-M", AFTER).syncPressedAt(AFTER.minusSeconds(1));

        assertThat(bench.reason(order)).contains(ORDER_BEFORE_PRODUCT_LINK);
    }

    @Test
    void pointingTheLinkAtAnotherVariantKeepsItsAge() {
        Link first = new Link(LineBuilder.TOP, new VariantId("old"), "OLD", BEFORE);
        bench.links.put(LineBuilder.TOP, first.movedTo(Bench.TOP, "CT-BLK-M"));

        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void noWaiverPassesTheAgeOfALink() {
        bench.linked(Bench.TOP, "CT-BLK-M", AFTER).waived(ORDER_BEFORE_PRODUCT_LINK);

        assertThat(bench.reason(order)).contains(ORDER_BEFORE_PRODUCT_LINK);
    }

    @Test
    void withoutAnyLinkTheReasonIsThatOfThePlatformStage() {
        bench.store.remove(Bench.TOP);

        assertThat(bench.reason(order)).contains(PRODUCT_NOT_LINKED);
    }

    @Test
    void aSkuMatchHasNoAge() {
        assertThat(bench.links).isEmpty();
        assertThat(bench.reason(order)).isEmpty();
    }

    @Test
    void looksAtTheLinksOfABundlesParts() {
        bench.linked(LineBuilder.STICKER, Bench.STICKER, "GIFT-1", AFTER);
        TikTokOrder bundle = Orders.order(Bench.ID)
                .line(LineBuilder.unit("1", "SET", "30.00")
                        .part(LineBuilder.TOP.value(), "CT-BLK-M", 1)
                        .part(LineBuilder.STICKER.value(), "GIFT-1", 1))
                .build();

        assertThat(bench.blocked(bundle).reason()).isEqualTo(ORDER_BEFORE_PRODUCT_LINK);
        assertThat(bench.blocked(bundle).args()).containsEntry("sku", LineBuilder.STICKER.value());
    }

    @Test
    void looksAtNoLinkOfALineThatIsLeftOut() {
        bench.linked(LineBuilder.STICKER, Bench.STICKER, "GIFT-1", AFTER);
        TikTokOrder withoutSticker = Orders.order(Bench.ID)
                .line(LineBuilder.top())
                .line(LineBuilder.sticker().status("CANCELLED"))
                .build();

        assertThat(bench.reason(withoutSticker)).isEmpty();
    }

    @Test
    void namesTheFirstSuchSkuInTikToksOrder() {
        bench.linked(LineBuilder.TOP, Bench.TOP, "CT-BLK-M", AFTER)
                .linked(LineBuilder.STICKER, Bench.STICKER, "GIFT-1", AFTER);
        TikTokOrder stickerFirst = Orders.order(Bench.ID)
                .line(LineBuilder.sticker())
                .line(LineBuilder.top())
                .build();

        assertThat(bench.blocked(stickerFirst).args()).containsEntry("sku", LineBuilder.STICKER.value());
    }

    @Test
    void autoSyncComesBeforeTheConnectionAndThatBeforeTheLink() {
        bench.shop(ShopBuilder.shop().autoSync(false).connectedAt(AFTER)).linked(Bench.TOP, "CT-BLK-M", AFTER);
        assertThat(bench.reason(order)).contains(Reason.AUTO_SYNC_DISABLED);

        bench.shop(ShopBuilder.shop().connectedAt(AFTER));
        assertThat(bench.reason(order)).contains(Reason.ORDER_BEFORE_CONNECTION);
    }
}
