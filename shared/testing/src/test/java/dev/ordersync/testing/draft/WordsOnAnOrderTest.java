package dev.ordersync.testing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.shop.Settings.Inventory;
import dev.ordersync.domain.stage.Facts;
import dev.ordersync.domain.stage.Judge;
import dev.ordersync.domain.stage.Judgement;
import dev.ordersync.domain.store.Catalogue;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.StoreOrderDraft;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.fake.FakeStore;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Note, tags, attributes and key of a store order, and what may be said about an order in a log. */
class WordsOnAnOrderTest {
    @Test
    void theStoreOrderNamesTheTikTokOrderInKeyNoteAndAttributes() {
        NewStoreOrder draft = Drafts.plain(Orders.paid(Drafts.ID));

        assertThat(draft.key()).isEqualTo(new ExternalKey(new OrderId(Drafts.ID), 1));
        assertThat(draft.note()).startsWith("TikTok order " + Drafts.ID);
        assertThat(draft.attributes())
                .containsEntry("TikTok order", Drafts.ID)
                .containsEntry("TikTok shop", ShopBuilder.ID.value());
        assertThat(draft.tags()).containsExactly("tiktok-shop");
        assertThat(draft.placedAt()).isEqualTo(Orders.PAID_AT);
        assertThat(draft.form()).isEqualTo(Form.PLAIN);
    }

    @Test
    void aSecondDeliberateCreationHasAKeyOfItsOwn() {
        TikTokOrder order = Orders.paid(Drafts.ID);

        assertThat(StoreOrderDraft.of(order, ShopBuilder.shop().build(), Drafts.matches(order), Form.PLAIN, 2)
                        .key()
                        .value())
                .isEqualTo(Drafts.ID + "-2");
    }

    @Test
    void aReplacementNamesTheOrderThatItReplaces() {
        assertThat(note(Orders.order(Drafts.ID).replaces("576461413038780001").build()))
                .contains("Replaces TikTok order 576461413038780001");
    }

    @Test
    void anExchangeNamesTheOrderThatItIsExchangedFor() {
        assertThat(note(Orders.order(Drafts.ID)
                        .exchangedFor("576461413038780002")
                        .build()))
                .contains("Exchanged for TikTok order 576461413038780002");
    }

    @Test
    void theNoteHasTheBuyersMessageAndWhereToLeaveTheParcel() {
        assertThat(note(Orders.paid(Drafts.ID)))
                .contains("Buyer: Leave at the side door")
                .contains("Leave at: Side Door");
    }

    @Test
    void theNoteHasNoEmptyWordsAndNothingMasked() {
        Recipient masked = new Recipient(
                "D***", "D***", "E***", "", "1** S***", "", "", "", "D***", "", "Colorado", "802**", "US", "S*** D***");
        TikTokOrder order = Orders.shippedByTikTok(Drafts.ID)
                .buyerMessage("  ")
                .address(masked)
                .build();

        assertThat(note(order)).isEqualTo("TikTok order " + Drafts.ID);
    }

    @ParameterizedTest
    @EnumSource
    void theStoresStockIsTreatedAsTheMerchantWants(Inventory inventory) {
        assertThat(Drafts.draft(
                                Orders.paid(Drafts.ID),
                                ShopBuilder.shop().inventory(inventory).build(),
                                Form.PLAIN)
                        .inventory())
                .isEqualTo(inventory);
    }

    @Test
    void noLogThatPrintsAnOrderOrWhatWasMadeOfItNamesAPerson() {
        MutableClock clock = new MutableClock(Orders.OFF_HOLD_AT);
        Recipient dana = new Recipient(
                "Danaqq Exampleqq",
                "Danaqq",
                "Exampleqq",
                "(+1)3035550199",
                "100 Sampleqq St",
                "Aptqq 4",
                "",
                "",
                "Denverqq",
                "Countyqq",
                "Colorado",
                "80299",
                "US",
                "Doorqq");
        TikTokOrder order =
                Orders.order(Drafts.ID).address(dana).buyerMessage("call me qq").build();
        OrderRow row = OrderRow.unseen(order.shop(), order.id(), clock.instant())
                .withMirror(Mirror.of(order, "0123456789abcdef"));
        Facts facts = new Facts(order, ShopBuilder.shop().build(), row, Map.of(), clock.instant());
        FakeStore store = new FakeStore(clock, FakeStore.SecondCreate.REFUSED)
                .variant("1", "CT-BLK-M")
                .variant("2", "GIFT-1");
        Judgement judgement = new Judge(new Catalogue(clock)).judge(facts, store, Freshness.CACHED);
        NewStoreOrder draft = judgement.draft().orElseThrow();

        Stream.of(order, dana, row, facts, judgement, draft, draft.shipTo().orElseThrow())
                .forEach(printed -> assertThat(printed.toString())
                        .as(printed.getClass().getSimpleName())
                        .doesNotContain("qq", "5550199", "80299", "100 S"));
    }

    private static String note(TikTokOrder order) {
        return Drafts.plain(order).note();
    }
}
