package dev.ordersync.testing.stage;

import static dev.ordersync.domain.reason.Reason.FULFILLED_BY_TIKTOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.FulfillmentType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.testing.Orders;
import org.junit.jupiter.api.Test;

class FulfillmentTypeStageTest {
    private final Bench bench = new Bench();

    @Test
    void refusesWhatTikTokShipsFromItsOwnWarehouseWhateverIsWaived() {
        TikTokOrder order =
                Orders.order(Bench.ID).fulfillmentType(FulfillmentType.TIKTOK).build();
        bench.waived(Reason.values()).syncPressedAt(bench.clock.instant());

        assertThat(bench.reason(order)).contains(FULFILLED_BY_TIKTOK);
    }

    @Test
    void aLabelOfTikToksOnTheSellersGoodsIsNotFulfilledByTikTok() {
        assertThat(bench.reason(Orders.shippedByTikTok(Bench.ID).build())).isEmpty();
    }
}
