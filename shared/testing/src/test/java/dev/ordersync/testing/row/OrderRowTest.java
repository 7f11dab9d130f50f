package dev.ordersync.testing.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.ManualSync;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderRowTest {
    private static final String ID = "576461413038785752";
    private static final Instant NOW = Instant.parse("2025-11-21T05:47:13Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final MessageId FIRST = new MessageId("m-1");
    private static final MessageId SECOND = new MessageId("m-2");

    @Nested
    class Transitions {
        @ParameterizedTest
        @EnumSource
        void aStoredRowBecomesWhatTheTableAllowsAndNothingElse(Status from) {
            OrderRow row = stored(from);
            for (Status to : Status.values()) {
                if (from.next().contains(to)) {
                    assertThat(row.become(state(to), SECOND, LATER).status()).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> row.become(state(to), SECOND, LATER))
                            .as("%s to %s", from, to)
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }

        @ParameterizedTest
        @EnumSource
        void aNewRowBeginsAsTheTableAllows(Status to) {
            if (Status.first().contains(to)) {
                assertThat(unseen().become(state(to), FIRST, NOW).status()).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> unseen().become(state(to), FIRST, NOW))
                        .isInstanceOf(IllegalStateException.class);
            }
        }

        @Test
        void aReasonBelongsToOneStatus() {
            State wrong = new State(
                    Status.BLOCKED,
                    Optional.of(Reason.AWAITING_PAYMENT),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    0);

            assertThatThrownBy(() -> unseen().become(wrong, FIRST, NOW)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whoWroteItAndSinceWhenItIsSo() {
            OrderRow held = unseen().become(State.of(Reason.ORDER_ON_HOLD, Map.of()), FIRST, NOW)
                    .withVersion(1);

            OrderRow heldStill = held.become(State.of(Reason.ORDER_ON_HOLD, Map.of()), SECOND, LATER);
            assertThat(heldStill.since()).isEqualTo(NOW);
            assertThat(heldStill.by()).isEqualTo(SECOND);
            assertThat(heldStill.updatedAt()).isEqualTo(LATER);
            assertThat(heldStill.firstSeenAt()).isEqualTo(NOW);

            OrderRow unlinked = held.become(State.of(Reason.PRODUCT_NOT_LINKED, Map.of()), SECOND, LATER);
            assertThat(unlinked.since()).isEqualTo(LATER);
        }

        @Test
        void aReasonsArgumentsFitTheRow() {
            State state = State.of(Reason.STORE_REJECTED, Map.of("words", "no ".repeat(5_000)));

            OrderRow row = unseen().become(state, FIRST, NOW);

            assertThat(row.reasonArgs().get("words").getBytes(StandardCharsets.UTF_8))
                    .hasSizeBetween(280, 300);
        }
    }

    @Nested
    class Waivers {
        @Test
        void aWaiverIsKeptOnceWithWhoGaveItFirst() {
            OrderRow row = unseen().waived(new Waiver(Reason.ORDER_ON_HOLD, "merchant:a", NOW))
                    .waived(new Waiver(Reason.ORDER_ON_HOLD, "merchant:b", LATER));

            assertThat(row.waivers()).containsExactly(new Waiver(Reason.ORDER_ON_HOLD, "merchant:a", NOW));
            assertThat(row.waives(Reason.ORDER_ON_HOLD)).isTrue();
            assertThat(row.waives(Reason.ORDER_CANCELLED)).isFalse();
        }

        @Test
        void aWaiverSurvivesEveryChangeOfTheRow() {
            OrderRow row = unseen().waived(new Waiver(Reason.ORDER_ON_HOLD, "merchant:a", NOW))
                    .pressed(NOW)
                    .become(State.of(Reason.SKU_AMBIGUOUS, Map.of()), FIRST, NOW)
                    .withVersion(1)
                    .withMirror(mirror(Orders.recipient(ID)))
                    .become(State.of(Status.SYNCING), SECOND, LATER);

            assertThat(row.waives(Reason.ORDER_ON_HOLD)).isTrue();
            assertThat(row.syncPressedAt()).contains(NOW);
        }
    }

    @Nested
    class Address {
        private final Mirror clear = mirror(Orders.recipient(ID));
        private final Mirror masked = mirror(Orders.masked(Orders.recipient(ID)));
        private final Mirror none = mirror(Recipient.none());

        @Test
        void maskedOrNoneNeverReplacesClear() {
            OrderRow row = unseen().withMirror(clear);

            for (Mirror hidden : new Mirror[] {masked, none}) {
                assertThat(row.withMirror(hidden).mirror().orElseThrow().address())
                        .isEqualTo(AddressState.CLEAR);
                assertThat(row.withMirror(hidden).mirror().orElseThrow().addressHash())
                        .isEqualTo(clear.addressHash());
            }
        }

        @Test
        void clearReplacesMaskedAndNone() {
            assertThat(unseen().withMirror(none).withMirror(masked).mirror()).contains(masked);
            assertThat(unseen().withMirror(masked).withMirror(clear).mirror()).contains(clear);
        }

        @Test
        void anotherClearAddressReplacesTheFirst() {
            Mirror moved = mirror(Orders.british());

            assertThat(unseen().withMirror(clear).withMirror(moved).mirror()).contains(moved);
        }
    }

    @Nested
    class SyncButton {
        @ParameterizedTest
        @EnumSource
        void doesWhatTheCatalogueSaysOfTheReasonOnTheRow(Reason reason) {
            if (!Status.first().contains(reason.status())) {
                return;
            }
            ManualSync button = ManualSync.of(unseen().become(State.of(reason, Map.of()), FIRST, NOW));

            assertThat(button.mode()).isEqualTo(reason.manual());
            assertThat(button.allowed()).isEqualTo(reason.manual() == Manual.WAIVE || reason.manual() == Manual.RETRY);
            assertThat(button.availableAt()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"SYNCING", "UNCONFIRMED", "SYNCED"})
        void doesNothingForAnOrderThatIsOnItsWayOrThere(Status status) {
            ManualSync button = ManualSync.of(stored(status));

            assertThat(button.mode()).isEqualTo(Manual.NONE);
            assertThat(button.allowed()).isFalse();
        }

        @Test
        void checksAnOrderThatIsNotJudgedYet() {
            assertThat(ManualSync.of(unseen()).mode()).isEqualTo(Manual.RECHECK);
        }
    }

    private static Mirror mirror(Recipient to) {
        TikTokOrder order = Orders.order(ID).address(to).build();
        boolean clear = to.addressState() == AddressState.CLEAR;
        return Mirror.of(order, clear ? "hash of " + to.line1() : "");
    }

    private static OrderRow unseen() {
        return OrderRow.unseen(ShopBuilder.ID, new OrderId(ID), NOW);
    }

    private static OrderRow stored(Status status) {
        OrderRow row = unseen();
        if (!Status.first().contains(status)) {
            row = row.become(state(Status.SYNCING), FIRST, NOW).withVersion(1);
        }
        return row.become(state(status), FIRST, NOW).withVersion(2);
    }

    private static State state(Status status) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.status() == status && status != Status.SYNCED)
                .findFirst()
                .map(reason -> State.of(reason, Map.of()))
                .orElseGet(() -> State.of(status));
    }
}
