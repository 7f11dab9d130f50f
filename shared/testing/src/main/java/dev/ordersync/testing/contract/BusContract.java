package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told arrives whole. */
public abstract class BusContract {
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00.123Z");
    private static final ShopId SHOP = new ShopId("7494049642642441621");

    /** What a receiver sees of an event. */
    public record Arrived(String type, String shop, String order, String id, String message) {}

    protected abstract Bus bus();

    /** What came to receivers since the test began, first things first. */
    protected abstract List<Arrived> arrived();

    private static Bus.Event event(int number, String message) {
        OrderId order = new OrderId(Long.toString(576461413038785000L + number));
        return new Bus.Event(
                Bus.Type.ORDER_BLOCKED, SHOP, Optional.of(order), order + "#3", NOW, Map.of("message", message));
    }

    @Test
    void anEventArrivesWithItsTypeAndWords() {
        assertThat(bus().publish(List.of(event(1, "No store product belongs to \"Größe {M}\" \\ 名"))))
                .isEmpty();
        assertThat(arrived())
                .containsExactly(new Arrived(
                        "OrderBlocked",
                        SHOP.value(),
                        "576461413038785001",
                        "576461413038785001#3",
                        "No store product belongs to \"Größe {M}\" \\ 名"));
    }

    @Test
    void anEventOfAShopNamesNoOrder() {
        Bus.Event event = new Bus.Event(
                Bus.Type.SHOP_NEEDS_ATTENTION, SHOP, Optional.empty(), "id", NOW, Map.of("message", "words"));
        assertThat(bus().publish(List.of(event))).isEmpty();
        assertThat(arrived()).containsExactly(new Arrived("ShopNeedsAttention", SHOP.value(), "", "id", "words"));
    }

    @Test
    void moreThanOneRequestHoldsArrivesAllTheSame() {
        List<Bus.Event> many =
                IntStream.range(0, 25).mapToObj(each -> event(each, "m" + each)).toList();
        assertThat(bus().publish(many)).isEmpty();
        assertThat(arrived())
                .extracting(Arrived::id)
                .containsExactlyElementsOf(many.stream().map(Bus.Event::id).toList());
    }

    @Test
    void whatIsToldTwiceArrivesTwiceUnderOneId() {
        bus().publish(List.of(event(1, "m")));
        bus().publish(List.of(event(1, "m")));
        assertThat(arrived()).hasSize(2).extracting(Arrived::id).containsOnly("576461413038785001#3");
    }

    @Test
    void nothingToTellIsNoTrouble() {
        assertThat(bus().publish(List.of())).isEmpty();
        assertThat(arrived()).isEmpty();
    }
}
