package dev.ordersync.testing.stage;

import static dev.ordersync.domain.reason.Reason.SAMPLE_SYNC_DISABLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.shop.Settings.SampleRule;
import dev.ordersync.testing.LineBuilder;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import org.junit.jupiter.api.Test;

class SampleStageTest {
    private final TikTokOrder sample = Orders.order(Bench.ID).sample().build();
    private final Bench bench = new Bench();

    @Test
    void syncsSamplesUnlessTheMerchantDoesNotWantThem() {
        assertThat(bench.reason(sample)).isEmpty();

        bench.shop(ShopBuilder.shop().samples(SampleRule.DO_NOT_SYNC));
        assertThat(bench.reason(sample)).contains(SAMPLE_SYNC_DISABLED);
    }

    @Test
    void noWaiverSyncsASample() {
        bench.shop(ShopBuilder.shop().samples(SampleRule.DO_NOT_SYNC)).waived(SAMPLE_SYNC_DISABLED);

        assertThat(bench.reason(sample)).contains(SAMPLE_SYNC_DISABLED);
    }

    @Test
    void aPriceOfZeroMakesNoSample() {
        bench.shop(ShopBuilder.shop().samples(SampleRule.DO_NOT_SYNC));
        TikTokOrder lottery = Orders.order(Bench.ID)
                .type("ZERO_LOTTERY", null)
                .nothingButLines()
                .line(LineBuilder.unit(LineBuilder.TOP.value(), "CT-BLK-M", "0.00"))
                .line(LineBuilder.sticker())
                .build();

        assertThat(bench.reason(lottery)).isEmpty();
    }

    @Test
    void aSampleIsMarkedInTheStore() {
        assertThat(bench.draft(sample).attributes()).containsEntry("TikTok sample", "yes");
        assertThat(bench.draft(Orders.paid(Bench.ID)).attributes()).doesNotContainKey("TikTok sample");
    }
}
