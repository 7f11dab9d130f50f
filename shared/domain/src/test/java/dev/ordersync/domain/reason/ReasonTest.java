package dev.ordersync.domain.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    @Test
    void fourReasonsYieldToTheMerchantsWord() {
        assertThat(with(Manual.WAIVE))
                .containsExactlyInAnyOrder(
                        Reason.ORDER_BEFORE_CONNECTION,
                        Reason.ORDER_CANCELLED,
                        Reason.ORDER_ON_HOLD,
                        Reason.SHIPPING_ADDRESS_MISSING);
    }

    @ParameterizedTest
    @EnumSource
    void whatSyncDoesFollowsFromTheStatus(Reason reason) {
        switch (reason.status()) {
            case WAITING -> assertThat(reason.manual()).isEqualTo(Manual.RECHECK);
            case FAILED -> assertThat(reason.manual()).isEqualTo(Manual.RETRY);
            case UNCONFIRMED, SYNCED -> assertThat(reason.manual()).isEqualTo(Manual.NONE);
            case BLOCKED -> assertThat(reason.manual() == Manual.NONE).isEqualTo(reason == Reason.FULFILLED_BY_TIKTOK);
            case SYNCING -> throw new AssertionError("SYNCING has no reason");
        }
    }

    @Test
    void aPersonIsNeededAtOnceWhereNothingMovesByItself() {
        assertThat(Arrays.stream(Reason.values()).filter(reason -> reason.attention() == AttentionRule.AT_ONCE))
                .containsExactlyInAnyOrder(
                        Reason.PRODUCT_NOT_LINKED,
                        Reason.SKU_AMBIGUOUS,
                        Reason.PRODUCT_DELETED,
                        Reason.ORDER_BEFORE_PRODUCT_LINK,
                        Reason.SHIPPING_ADDRESS_MISSING,
                        Reason.TIKTOK_REFUSED,
                        Reason.STORE_REQUIRED_FIELD_MISSING,
                        Reason.CURRENCY_MISMATCH,
                        Reason.STORE_REJECTED,
                        Reason.INTERNAL_ERROR,
                        Reason.STORE_ORDER_DELETED,
                        Reason.CANCELLED_AFTER_SHIPMENT,
                        Reason.CANCEL_BY_HAND,
                        Reason.ADDRESS_CHANGED_AFTER_SHIPMENT,
                        Reason.LINES_CANCELLED,
                        Reason.STORE_UPDATE_FAILED);
    }

    @Test
    void aPersonIsNeverNeededWhereAllIsAsItShouldBe() {
        assertThat(Arrays.stream(Reason.values()).filter(reason -> reason.attention() == AttentionRule.NEVER))
                .containsExactlyInAnyOrder(
                        Reason.AWAITING_PAYMENT,
                        Reason.RECREATE_REQUESTED,
                        Reason.ORDER_ON_HOLD,
                        Reason.SAMPLE_SYNC_DISABLED,
                        Reason.ORDER_CANCELLED,
                        Reason.FULFILLED_BY_TIKTOK,
                        Reason.ORDER_BEFORE_CONNECTION);
    }

    @Test
    void whatConcernsTheWholeShopIsSaidOnceForIt() {
        assertThat(Arrays.stream(Reason.values()).filter(reason -> reason.attention() == AttentionRule.PER_SHOP))
                .containsExactlyInAnyOrder(
                        Reason.AUTO_SYNC_DISABLED,
                        Reason.PLAN_INACTIVE,
                        Reason.TIKTOK_AUTH_EXPIRED,
                        Reason.STORE_AUTH_EXPIRED);
    }

    @Test
    void linkingASkuMayFreeFourReasons() {
        assertThat(Arrays.stream(Reason.values()).filter(Reason::waitsForSku))
                .containsExactlyInAnyOrder(
                        Reason.PRODUCT_NOT_LINKED,
                        Reason.SKU_AMBIGUOUS,
                        Reason.PRODUCT_DELETED,
                        Reason.ORDER_BEFORE_PRODUCT_LINK);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatHappenedAndWhatToDo(Reason reason) {
        assertThat(reason.message(Map.of())).isNotBlank();
        assertThat(reason.resolution(Map.of())).isNotBlank().endsWith(".");
    }

    @Test
    void fillsItsWordsFromTheArguments() {
        Map<String, String> args =
                Map.of("title", "Crochet Top", "sellerSku", "CT-BLK-M", "sku", "2729382476852921560");

        assertThat(Reason.PRODUCT_NOT_LINKED.message(args))
                .isEqualTo("No store product belongs to Crochet Top (SKU CT-BLK-M).");
        assertThat(Reason.PRODUCT_NOT_LINKED.resolution(args)).contains("2729382476852921560");
    }

    @Test
    void saysOfACancelledOrderThatItWasNeverPaid() {
        Map<String, String> args = Map.of(Reason.WHY_NOT, "it was never paid");

        assertThat(Reason.ORDER_CANCELLED.message(args)).contains("it was never paid");
        assertThat(Reason.ORDER_CANCELLED.resolution(args)).doesNotContain("Sync");
        assertThat(Reason.ORDER_CANCELLED.message(Map.of())).isEqualTo("The order was cancelled on TikTok.");
        assertThat(Reason.ORDER_CANCELLED.resolution(Map.of())).contains("Press Sync");
    }

    private static Set<Reason> with(Manual manual) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.manual() == manual)
                .collect(Collectors.toSet());
    }
}
