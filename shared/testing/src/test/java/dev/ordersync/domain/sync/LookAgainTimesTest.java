package dev.ordersync.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.State;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.ShopBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LookAgainTimesTest {
    private static final Instant NOW = Instant.parse("2025-11-21T05:47:13Z");
    private static final MessageId MESSAGE = new MessageId("m-1");
    private static final int MINUTES_OF_A_DAY = 24 * 60;

    @Nested
    class Ladders {
        @ParameterizedTest
        @EnumSource(names = {"TIKTOK_UNAVAILABLE", "TIKTOK_RATE_LIMITED", "STORE_UNAVAILABLE", "STORE_RATE_LIMITED"})
        void aPassingFaultIsRetriedEverMoreSlowly(Reason reason) {
            near(waits(reason, 8), 1, 5, 15, 60, 180, 360, 360, 360);
        }

        @Test
        void anAddressThatIsMissingIsLookedForLikeAPassingFault() {
            near(waits(Reason.SHIPPING_ADDRESS_MISSING, 6), 1, 5, 15, 60, 180, 360);
        }

        @Test
        void stockIsLookedForFromAnHourOn() {
            near(waits(Reason.STORE_OUT_OF_STOCK, 4), 60, 180, 360, 360);
        }

        @Test
        void anOrderThatTikTokDoesNotKnowIsAskedForFourTimes() {
            near(waits(Reason.TIKTOK_ORDER_NOT_FOUND, 9), 1, 5, 15, 60);
        }

        @Test
        void aHeldOrderIsLookedAtWhenItsHoldShouldEndAndThenEverMoreSlowly() {
            Instant end = NOW.plus(Duration.ofMinutes(18));
            OrderRow row = row();
            State state = LookAgainTimes.plan(held(), row, Optional.of(end), Optional.empty(), NOW);
            assertThat(state.nextCheckAt()).contains(end);

            List<Duration> waits = new ArrayList<>();
            Instant now = end;
            for (int i = 0; i < 8; i++) {
                row = row.become(state, MESSAGE, now).withVersion(1);
                state = LookAgainTimes.plan(held(), row, Optional.of(end), Optional.empty(), now);
                waits.add(Duration.between(now, state.nextCheckAt().orElseThrow()));
                now = state.nextCheckAt().orElseThrow();
            }
            near(waits, 60, 120, 240, 480, 960, MINUTES_OF_A_DAY, MINUTES_OF_A_DAY, MINUTES_OF_A_DAY);
        }

        @Test
        void aHeldOrderThatWeMeetLateIsOnTheLadderAtOnce() {
            near(waits(Reason.ORDER_ON_HOLD, 3), 60, 120, 240);
        }

        @Test
        void aPreOrderIsLookedAtHoweverLongItsHoldLasts() {
            Instant end = NOW.plus(Duration.ofDays(60));
            State first = LookAgainTimes.plan(held(), row(), Optional.of(end), Optional.empty(), NOW);
            OrderRow row = row().become(first, MESSAGE, NOW).withVersion(1);

            State second = LookAgainTimes.plan(held(), row, Optional.of(end), Optional.empty(), end);

            assertThat(second.nextCheckAt()).isPresent();
        }

        @ParameterizedTest
        @EnumSource(names = {"PRODUCT_NOT_LINKED", "AUTO_SYNC_DISABLED", "AWAITING_PAYMENT", "STORE_REJECTED"})
        void whatDoesNotPassByItselfIsNotLookedAt(Reason reason) {
            assertThat(first(State.of(reason, Map.of())).nextCheckAt()).isEmpty();
        }

        @Test
        void aPlanThatBeginsIsLookedAtThen() {
            Instant begins = NOW.plus(Duration.ofDays(3));

            assertThat(LookAgainTimes.plan(
                                    State.of(Reason.PLAN_INACTIVE, Map.of()),
                                    row(),
                                    Optional.of(begins),
                                    Optional.empty(),
                                    NOW)
                            .nextCheckAt())
                    .contains(begins);
        }
    }

    @Nested
    class Counting {
        @Test
        void looksAreCountedOverReasonsOfOneLadder() {
            OrderRow unavailable = row().become(first(State.of(Reason.STORE_UNAVAILABLE, Map.of())), MESSAGE, NOW)
                    .withVersion(1);
            Instant later = unavailable.nextCheckAt().orElseThrow();

            State limited = LookAgainTimes.plan(
                    State.of(Reason.STORE_RATE_LIMITED, Map.of()),
                    unavailable,
                    Optional.empty(),
                    Optional.empty(),
                    later);

            assertThat(limited.retries()).isEqualTo(1);
            near(List.of(Duration.between(later, limited.nextCheckAt().orElseThrow())), 5);
        }

        @Test
        void anotherLadderBeginsAnew() {
            OrderRow unavailable = row().become(
                            State.of(Reason.STORE_UNAVAILABLE, Map.of()).lookAgain(NOW, 5), MESSAGE, NOW)
                    .withVersion(1);

            State stock = LookAgainTimes.plan(
                    State.of(Reason.STORE_OUT_OF_STOCK, Map.of()),
                    unavailable,
                    Optional.empty(),
                    Optional.empty(),
                    NOW);

            assertThat(stock.retries()).isZero();
            near(List.of(Duration.between(NOW, stock.nextCheckAt().orElseThrow())), 60);
        }

        @Test
        void aCheckThatSomethingElseBroughtLeavesThePlannedLookAlone() {
            Instant planned = NOW.plusSeconds(600);
            OrderRow row = row().become(
                            State.of(Reason.STORE_UNAVAILABLE, Map.of()).lookAgain(planned, 2), MESSAGE, NOW)
                    .withVersion(1);

            State state = LookAgainTimes.plan(
                    State.of(Reason.STORE_UNAVAILABLE, Map.of()),
                    row,
                    Optional.empty(),
                    Optional.empty(),
                    NOW.plusSeconds(60));

            assertThat(state.nextCheckAt()).contains(planned);
            assertThat(state.retries()).isEqualTo(2);
        }

        @Test
        void whatWasGivenUpStaysGivenUp() {
            OrderRow row = row().become(
                            State.of(Reason.TIKTOK_ORDER_NOT_FOUND, Map.of()).retried(4), MESSAGE, NOW)
                    .withVersion(1);

            State state = LookAgainTimes.plan(
                    State.of(Reason.TIKTOK_ORDER_NOT_FOUND, Map.of()), row, Optional.empty(), Optional.empty(), NOW);

            assertThat(state.nextCheckAt()).isEmpty();
            assertThat(state.retries()).isEqualTo(4);
        }
    }

    @Nested
    class Ends {
        @Test
        void retriesEndAfterSevenDays() {
            assertThat(failingSince(NOW.minus(Duration.ofDays(7)), null).nextCheckAt())
                    .isPresent();
            assertThat(failingSince(NOW.minus(Duration.ofDays(7)).minusSeconds(1), null)
                            .nextCheckAt())
                    .isEmpty();
        }

        @Test
        void retriesEndWhenTikTokCancelsTheOrder() {
            Instant yesterday = NOW.minus(Duration.ofDays(1));

            assertThat(failingSince(yesterday, NOW.plusSeconds(1)).nextCheckAt())
                    .isPresent();
            assertThat(failingSince(yesterday, NOW.minusSeconds(1)).nextCheckAt())
                    .isEmpty();
        }

        @Test
        void aFaultIsNotGivenUpForWhatAnotherReasonLasted() {
            Instant weekAgo = NOW.minus(Duration.ofDays(8));
            OrderRow row = row().become(
                            State.of(Reason.SHIPPING_ADDRESS_MISSING, Map.of()).lookAgain(NOW, 40), MESSAGE, weekAgo)
                    .withVersion(1);

            State state = LookAgainTimes.plan(
                    State.of(Reason.STORE_UNAVAILABLE, Map.of()), row, Optional.empty(), Optional.empty(), NOW);

            assertThat(state.retries()).isZero();
            near(List.of(Duration.between(NOW, state.nextCheckAt().orElseThrow())), 1);
        }

        private State failingSince(Instant since, Instant autoCancelAt) {
            TikTokOrder order = Orders.order("1").autoCancelAt(autoCancelAt).build();
            OrderRow row = row().withMirror(Mirror.of(order, ""))
                    .become(State.of(Reason.STORE_UNAVAILABLE, Map.of()).lookAgain(NOW, 7), MESSAGE, since)
                    .withVersion(1);
            return LookAgainTimes.plan(
                    State.of(Reason.STORE_UNAVAILABLE, Map.of()), row, Optional.empty(), Optional.empty(), NOW);
        }
    }

    @Nested
    class RetryAfter {
        @Test
        void whatTheUpstreamAsksForGoesBeforeTheLadder() {
            assertThat(asked(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
            assertThat(asked(Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void nobodyMakesUsWaitForEver() {
            assertThat(asked(Duration.ofDays(365))).isEqualTo(Duration.ofHours(6));
        }

        private Duration asked(Duration retryAfter) {
            State state = LookAgainTimes.plan(
                    State.of(Reason.STORE_RATE_LIMITED, Map.of()),
                    row(),
                    Optional.empty(),
                    Optional.of(retryAfter),
                    NOW);
            return Duration.between(NOW, state.nextCheckAt().orElseThrow());
        }
    }

    @Nested
    class Spread {
        @Test
        void ordersThatFailedTogetherComeBackApart() {
            Set<Duration> waits = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                OrderRow row = OrderRow.unseen(ShopBuilder.ID, new OrderId("57646141303878" + i), NOW);
                State state = LookAgainTimes.plan(
                        State.of(Reason.STORE_UNAVAILABLE, Map.of()), row, Optional.empty(), Optional.empty(), NOW);
                waits.add(Duration.between(NOW, state.nextCheckAt().orElseThrow()));
            }

            assertThat(waits).hasSizeGreaterThan(100).allSatisfy(wait -> assertThat(wait)
                    .isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72)));
        }

        @Test
        void theSameLookIsAlwaysPlannedAtTheSameTime() {
            assertThat(waits(Reason.STORE_UNAVAILABLE, 3)).isEqualTo(waits(Reason.STORE_UNAVAILABLE, 3));
        }

        @Test
        void schedulesAreOnWholeMinutesAtLeastOneAheadSpreadOverFive() {
            Set<Duration> spreads = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                Instant wanted = NOW.plusSeconds(37L * i);
                Instant due = LookAgainTimes.due(wanted, new OrderId("57646141303878" + i), NOW);

                assertThat(due.getEpochSecond() % 60).isZero();
                assertThat(due.getNano()).isZero();
                assertThat(due).isAfterOrEqualTo(NOW.plusSeconds(60)).isAfterOrEqualTo(wanted);
                spreads.add(Duration.ofMinutes(Duration.between(wanted, due).toMinutes()));
            }

            assertThat(spreads).contains(Duration.ZERO, Duration.ofMinutes(4)).allSatisfy(spread -> assertThat(spread)
                    .isLessThanOrEqualTo(Duration.ofMinutes(5)));
        }

        @Test
        void aScheduleThatSomebodyWaitsForIsNotSpread() {
            assertThat(LookAgainTimes.dueSharp(Instant.parse("2025-11-21T06:00:00Z"), NOW))
                    .isEqualTo("2025-11-21T06:00:00Z");
            assertThat(LookAgainTimes.dueSharp(Instant.parse("2025-11-21T06:00:00.001Z"), NOW))
                    .isEqualTo("2025-11-21T06:01:00Z");
            assertThat(LookAgainTimes.dueSharp(NOW.minusSeconds(600), NOW)).isEqualTo("2025-11-21T05:49:00Z");
        }
    }

    @Test
    void everyLadderBelongsToSomeReason() {
        Set<LookAgain> used = new HashSet<>();
        for (Reason reason : Reason.values()) {
            used.add(reason.lookAgain());
        }

        assertThat(used).containsExactlyInAnyOrder(LookAgain.values());
    }

    /** The waits between the looks at an order that stays as it is, each look at its planned time. */
    private static List<Duration> waits(Reason reason, int most) {
        List<Duration> waits = new ArrayList<>();
        OrderRow row = row();
        Instant now = NOW;
        for (int i = 0; i < most; i++) {
            State state = LookAgainTimes.plan(State.of(reason, Map.of()), row, Optional.empty(), Optional.empty(), now);
            if (state.nextCheckAt().isEmpty()) {
                break;
            }
            Instant next = state.nextCheckAt().get();
            waits.add(Duration.between(now, next));
            row = row.become(state, MESSAGE, now).withVersion(1);
            now = next;
        }
        return waits;
    }

    private static void near(List<Duration> waits, int... minutes) {
        assertThat(waits).hasSize(minutes.length);
        for (int i = 0; i < minutes.length; i++) {
            assertThat((double) waits.get(i).toSeconds())
                    .as("wait %d", i + 1)
                    .isCloseTo(60.0 * minutes[i], within(12.0 * minutes[i]));
        }
    }

    private static State first(State state) {
        return LookAgainTimes.plan(state, row(), Optional.empty(), Optional.empty(), NOW);
    }

    private static State held() {
        return State.of(Reason.ORDER_ON_HOLD, Map.of());
    }

    private static OrderRow row() {
        return OrderRow.unseen(ShopBuilder.ID, new OrderId("576461413038785752"), NOW);
    }
}
