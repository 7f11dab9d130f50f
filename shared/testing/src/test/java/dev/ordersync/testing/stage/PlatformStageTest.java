package dev.ordersync.testing.stage;

import static dev.ordersync.domain.reason.Reason.PRODUCT_DELETED;
import static dev.ordersync.domain.reason.Reason.PRODUCT_NOT_LINKED;
import static dev.ordersync.domain.reason.Reason.SKU_AMBIGUOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.domain.shop.LinkMove;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.stage.Verdict;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformStageTest {
    private static final Instant LONG_AGO = Instant.parse("2025-02-01T00:00:00Z");
    private static final VariantId NEW = new VariantId("variant-new");
    private static final VariantId GONE = new VariantId("variant-gone");
    private final TikTokOrder order = Orders.paid(Bench.ID);
    private final Bench bench = new Bench();

    @Nested
    class BySku {
        @Test
        void matchesASellerSkuThatExactlyOneVariantHas() {
            Judgement judgement = bench.judge(order);

            assertThat(judgement.refusal()).isEmpty();
            assertThat(judgement.matches())
                    .extracting(
                            LineMatch::kind,
                            match -> match.variant().orElseThrow().id())
                    .containsExactly(tuple(LineMatch.Kind.SKU, Bench.TOP), tuple(LineMatch.Kind.SKU, Bench.STICKER));
        }

        @Test
        void refusesASkuThatNoVariantHas() {
            bench.store.remove(Bench.TOP);

            Verdict.Blocked blocked = bench.blocked(order);

            assertThat(blocked.reason()).isEqualTo(PRODUCT_NOT_LINKED);
            assertThat(blocked.args())
                    .containsEntry("sku", LineBuilder.TOP.value())
                    .containsEntry("sellerSku", "CT-BLK-M")
                    .containsEntry("title", "Crochet Top");
        }

        @Test
        void tellsCapitalsFromSmallLetters() {
            bench.store.remove(Bench.TOP);
            bench.store.variant("variant-lower", "ct-blk-m");

            assertThat(bench.reason(order)).contains(PRODUCT_NOT_LINKED);
        }

        @ParameterizedTest
        @ValueSource(strings = {" CT-BLK-M", "CT-BLK-M ", "\tCT-BLK-M\n", "\u2003CT-BLK-M"})
        void takesNoNoteOfBlanksAroundASku(String sku) {
            bench.store.remove(Bench.TOP);
            bench.store.variant(Bench.TOP.value(), sku);

            assertThat(bench.reason(order)).isEmpty();
            assertThat(bench.reason(oneOf(sku))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"CT-BLK", "CT-BLK-M2", "CT BLK M", "CT--BLK-M", "CT-BLK-M;"})
        void matchesNoSkuThatIsMerelyLike(String sku) {
            assertThat(bench.reason(oneOf(sku))).contains(PRODUCT_NOT_LINKED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "   "})
        void anEmptySkuMatchesNothingNotEvenAnotherEmptyOne(String empty) {
            bench.store.variant("variant-without", "");

            assertThat(bench.blocked(oneOf(empty)).reason()).isEqualTo(PRODUCT_NOT_LINKED);
            assertThat(bench.blocked(oneOf(empty)).args()).containsEntry("sellerSku", "none");
        }

        @Test
        void matchesNothingWhereTheMerchantLinksByHand() {
            bench.shop(ShopBuilder.shop().skuMatch(false));

            assertThat(bench.reason(order)).contains(PRODUCT_NOT_LINKED);
        }

        @Test
        void refusesASkuThatTwoVariantsHaveAndNamesThem() {
            bench.store.variant("variant-twin", "CT-BLK-M");

            Verdict.Blocked blocked = bench.blocked(order);

            assertThat(blocked.reason()).isEqualTo(SKU_AMBIGUOUS);
            assertThat(blocked.args()).containsEntry("count", "2").containsEntry("sku", LineBuilder.TOP.value());
            assertThat(candidates(bench.judge(order))).containsExactly("variant-top", "variant-twin");
        }

        @Test
        void aDraftOrArchivedTwinDoesNotCountBesideALiveVariant() {
            bench.store
                    .put(notLive("variant-draft", "CT-BLK-M", "DRAFT"))
                    .put(notLive("variant-archived", "CT-BLK-M", "ARCHIVED"));

            assertThat(bench.draft(order).lines().get(0).variant().id()).isEqualTo(Bench.TOP);
        }

        @Test
        void aDraftCountsWhereNothingLiveHasTheSku() {
            bench.store.remove(Bench.TOP);
            bench.store.put(notLive("variant-draft", "CT-BLK-M", "DRAFT"));

            assertThat(bench.draft(order).lines().get(0).variant().id()).isEqualTo(new VariantId("variant-draft"));
        }

        @Test
        void twoDraftsAreAsAmbiguousAsTwoLiveVariants() {
            bench.store.remove(Bench.TOP);
            bench.store
                    .put(notLive("variant-draft", "CT-BLK-M", "DRAFT"))
                    .put(notLive("variant-archived", "CT-BLK-M", "ARCHIVED"));

            assertThat(bench.blocked(order).reason()).isEqualTo(SKU_AMBIGUOUS);
            assertThat(candidates(bench.judge(order))).containsExactly("variant-draft", "variant-archived");
        }

        @Test
        void theCandidatesOfAnAmbiguousSkuAreTheLiveOnes() {
            bench.store.variant("variant-twin", "CT-BLK-M").put(notLive("variant-draft", "CT-BLK-M", "DRAFT"));

            assertThat(candidates(bench.judge(order))).containsExactly("variant-top", "variant-twin");
        }
    }

    @Nested
    class ByLink {
        @Test
        void aLinkWinsOverTheSku() {
            bench.store.variant(NEW.value(), "OTHER");
            bench.linked(NEW, "OTHER", LONG_AGO);

            Judgement judgement = bench.judge(order);

            assertThat(judgement.matches().get(0).kind()).isEqualTo(LineMatch.Kind.LINK);
            assertThat(judgement.draft().orElseThrow().lines().get(0).variant().id())
                    .isEqualTo(NEW);
        }

        @Test
        void aLinkResolvesAnAmbiguousSku() {
            bench.store.variant("variant-twin", "CT-BLK-M");
            bench.linked(Bench.TOP, "CT-BLK-M", LONG_AGO);

            assertThat(bench.reason(order)).isEmpty();
        }

        @Test
        void aLinkIsByTikToksSkuAndNotByTheSellers() {
            bench.linked(new SkuId("1"), Bench.TOP, "CT-BLK-M", LONG_AGO);
            bench.store.remove(Bench.STICKER);

            assertThat(bench.blocked(order).args()).containsEntry("sku", LineBuilder.STICKER.value());
        }

        @Test
        void aDraftThatIsLinkedIsTaken() {
            bench.store.put(notLive(NEW.value(), "CT-BLK-M", "DRAFT"));
            bench.linked(NEW, "CT-BLK-M", LONG_AGO);

            assertThat(bench.draft(order).lines().get(0).variant().id()).isEqualTo(NEW);
        }

        @Test
        void refusesALinkedVariantThatIsGone() {
            bench.linked(GONE, "NOBODY-HAS-THIS", LONG_AGO);

            assertThat(bench.blocked(order).reason()).isEqualTo(PRODUCT_DELETED);
            assertThat(bench.blocked(order).args()).containsEntry("sku", LineBuilder.TOP.value());
            assertThat(bench.judge(order).moves()).isEmpty();
        }

        @Test
        void aVariantThatIsGoneIsNotReplacedByTheOneWithTheSellersSku() {
            bench.linked(GONE, "", LONG_AGO);

            assertThat(bench.reason(order)).contains(PRODUCT_DELETED);
        }
    }

    @Nested
    class Healing {
        @Test
        void movesTheLinkToTheOneLiveVariantThatHasTheOldOnesSku() {
            bench.linked(GONE, "RED-M", LONG_AGO).store.variant(NEW.value(), "RED-M");

            Judgement judgement = bench.judge(order);

            assertThat(judgement.refusal()).isEmpty();
            assertThat(judgement.moves())
                    .extracting(LinkMove::to)
                    .containsExactly(new Link(LineBuilder.TOP, NEW, "RED-M", LONG_AGO));
            assertThat(judgement.draft().orElseThrow().lines().get(0).variant().id())
                    .isEqualTo(NEW);
            assertThat(judgement.facts()).containsEntry("relinked " + LineBuilder.TOP, NEW.value());
        }

        @Test
        void movesNoLinkWhereTwoLiveVariantsHaveTheSku() {
            bench.linked(GONE, "RED-M", LONG_AGO)
                    .store
                    .variant(NEW.value(), "RED-M")
                    .variant("variant-twin", "RED-M");

            Judgement judgement = bench.judge(order);

            assertThat(bench.reason(order)).contains(PRODUCT_DELETED);
            assertThat(judgement.moves()).isEmpty();
            assertThat(candidates(judgement)).containsExactly("variant-new", "variant-twin");
        }

        @Test
        void movesNoLinkToADraft() {
            bench.linked(GONE, "RED-M", LONG_AGO).store.put(notLive(NEW.value(), "RED-M", "DRAFT"));

            assertThat(bench.reason(order)).contains(PRODUCT_DELETED);
        }

        @Test
        void movesTheLinkToTheLiveVariantBesideADraft() {
            bench.linked(GONE, "RED-M", LONG_AGO)
                    .store
                    .put(notLive("variant-draft", "RED-M", "DRAFT"))
                    .variant(NEW.value(), "RED-M");

            assertThat(bench.judge(order).moves())
                    .extracting(move -> move.to().variant())
                    .containsExactly(NEW);
        }

        @Test
        void movesNoLinkWhereTheMerchantLinksByHand() {
            bench.shop(ShopBuilder.shop().skuMatch(false))
                    .linked(GONE, "RED-M", LONG_AGO)
                    .store
                    .variant(NEW.value(), "RED-M");

            assertThat(bench.reason(order)).contains(PRODUCT_DELETED);
        }

        @Test
        void makesTheLinkNoYounger() {
            bench.linked(GONE, "RED-M", LONG_AGO).store.variant(NEW.value(), "RED-M");

            assertThat(bench.judge(order).moves())
                    .extracting(move -> move.to().linkedAt())
                    .containsExactly(LONG_AGO);
        }
    }

    @Test
    void theFirstSkuInTikToksOrderGivesTheReason() {
        bench.store.variant("variant-twin", "GIFT-1");
        bench.linked(GONE, "NOBODY-HAS-THIS", LONG_AGO);
        TikTokOrder stickerFirst = Orders.order(Bench.ID)
                .line(LineBuilder.sticker())
                .line(LineBuilder.top())
                .build();

        assertThat(bench.reason(order)).contains(PRODUCT_DELETED);
        assertThat(bench.reason(stickerFirst)).contains(SKU_AMBIGUOUS);
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCT_NOT_LINKED", "SKU_AMBIGUOUS", "PRODUCT_DELETED"})
    void noWaiverMakesAProductOfNone(Reason reason) {
        switch (reason) {
            case PRODUCT_NOT_LINKED -> bench.store.remove(Bench.TOP);
            case SKU_AMBIGUOUS -> bench.store.variant("variant-twin", "CT-BLK-M");
            default -> bench.linked(GONE, "NOBODY-HAS-THIS", LONG_AGO);
        }
        bench.waived(Reason.values()).syncPressedAt(bench.clock.instant());

        assertThat(bench.reason(order)).contains(reason);
    }

    @Test
    void everyPartOfABundleNeedsAVariantAndTheBundleItselfNone() {
        TikTokOrder bundle = Orders.order(Bench.ID)
                .line(LineBuilder.unit("1", "SET-OF-TWO", "30.00")
                        .title("Set of two")
                        .part(LineBuilder.TOP.value(), "CT-BLK-M", 1)
                        .part("2", "NOBODY-HAS-THIS", 1))
                .build();

        Verdict.Blocked blocked = bench.blocked(bundle);

        assertThat(blocked.reason()).isEqualTo(PRODUCT_NOT_LINKED);
        assertThat(blocked.args())
                .containsEntry("sku", "2")
                .containsEntry("sellerSku", "NOBODY-HAS-THIS")
                .containsEntry("title", "Set of two");
    }

    private static TikTokOrder oneOf(String sellerSku) {
        return Orders.order(Bench.ID)
                .line(LineBuilder.TOP.value(), sellerSku, "20.00")
                .build();
    }

    private static Variant notLive(String id, String sku, String status) {
        return new Variant(new VariantId(id), sku, "Default", "Product " + sku, status, false, true);
    }

    private static List<String> candidates(Judgement judgement) {
        return judgement.matches().get(0).candidates().stream()
                .map(variant -> variant.id().value())
                .toList();
    }
}
