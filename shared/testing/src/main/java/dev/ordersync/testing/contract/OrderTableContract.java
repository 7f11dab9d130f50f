package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Filter;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.port.UnreadableCursor;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Conditions of writes, and contents and order of lists. */
public abstract class OrderTableContract {
    /** Ahead of any machine's clock, so that DynamoDB Local deletes no entry of a trail during a test. */
    protected static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");

    protected final MutableClock clock = new MutableClock(NOW);
    protected ShopId shop;
    private OrderTable table;
    private SampleRows rows;

    /** An implementation that follows {@link #clock}; it may hold other shops' orders. */
    protected abstract OrderTable table();

    @BeforeEach
    void ownShop(TestInfo test) {
        shop = new ShopId("7494049642642" + Math.floorMod(test.getDisplayName().hashCode(), 1_000_000));
        table = table();
        rows = new SampleRows(shop, NOW);
    }

    // --- rows ---

    @Test
    void aRowThatIsNotThereIsAbsent() {
        assertThat(table.row(shop, new OrderId("1"))).isEmpty();
        assertThat(table.rows(shop, List.of(new OrderId("1")))).isEmpty();
        assertThat(table.rows(shop, List.of())).isEmpty();
    }

    @Test
    void aWrittenRowComesBackAsItWasWithItsVersion() {
        for (OrderRow row :
                List.of(rows.full(1), rows.unseen(2), rows.synced(3), rows.with(4, Reason.ORDER_CANCELLED))) {
            Written written = table.write(row);
            assertThat(written).isEqualTo(new Written.Done(row.withVersion(1)));
            assertThat(table.row(shop, row.order())).contains(row.withVersion(1));
        }
        assertThat(table.rows(shop, List.of(new OrderId("1"), new OrderId("1"), new OrderId("3"), new OrderId("9"))))
                .containsOnlyKeys(new OrderId("1"), new OrderId("3"));
    }

    @Test
    void aHundredRowsAreReadInOneRequest() {
        List<OrderId> orders =
                LongStream.range(100, 200).mapToObj(id -> new OrderId("" + id)).toList();
        orders.forEach(order -> table.write(rows.with(Long.parseLong(order.value()), Reason.ORDER_ON_HOLD)));
        assertThat(table.rows(shop, orders)).hasSize(100);
    }

    @Test
    void aRowIsBornOnce() {
        OrderRow first = done(table.write(rows.with(1, Reason.AWAITING_PAYMENT)));
        assertThat(table.write(rows.with(1, Reason.ORDER_ON_HOLD))).isEqualTo(new Written.Lost(Optional.of(first)));
        assertThat(table.row(shop, first.order())).contains(first);
    }

    @Test
    void anOldVersionWritesNothingAndIsToldWhatStands() {
        OrderRow first = done(table.write(rows.with(1, Reason.AWAITING_PAYMENT)));
        OrderRow second = done(table.write(first.pressed(NOW)));
        assertThat(second.version()).isEqualTo(2);
        assertThat(table.write(first)).isEqualTo(new Written.Lost(Optional.of(second)));
        assertThat(table.write(rows.with(2, Reason.ORDER_ON_HOLD).withVersion(3)))
                .isEqualTo(new Written.Lost(Optional.empty()));
    }

    @Test
    void whoHoldsTheClaimWritesWhateverTheVersion() {
        Claim claim = new Claim("request-1 message-1", NOW.plus(Claim.LIFE));
        OrderRow intent = done(table.write(rows.syncing(1, claim)));
        done(table.write(intent.pressed(NOW)));
        OrderRow outcome = rows.synced(1);
        OrderRow written = done(table.writeUnderClaim(outcome, claim));
        assertThat(written).isEqualTo(outcome.withVersion(3));
        // What the outcome has not is gone: the claim, and what somebody else wrote meanwhile.
        assertThat(table.row(shop, outcome.order())).contains(outcome.withVersion(3));
        assertThat(table.list(
                                shop,
                                new Filter(Optional.of(Status.SYNCING), Optional.empty(), false),
                                10,
                                Optional.empty())
                        .items())
                .isEmpty();
    }

    @Test
    void withoutTheClaimNothingIsWritten() {
        Claim mine = new Claim("request-1 message-1", NOW.plus(Claim.LIFE));
        Claim other = new Claim("request-2 message-1", NOW.plus(Claim.LIFE));
        OrderRow intent = done(table.write(rows.syncing(1, other)));
        assertThat(table.writeUnderClaim(rows.synced(1), mine)).isEqualTo(new Written.Lost(Optional.of(intent)));
        OrderRow outcome = done(table.writeUnderClaim(rows.synced(1), other));
        assertThat(table.writeUnderClaim(rows.synced(1), other)).isEqualTo(new Written.Lost(Optional.of(outcome)));
        assertThat(table.writeUnderClaim(rows.synced(2), mine)).isEqualTo(new Written.Lost(Optional.empty()));
        assertThat(table.row(shop, new OrderId("2"))).isEmpty();
    }

    // --- trail and lines ---

    @Test
    void theTrailIsReadNewestFirstPageByPage() {
        List<TrailEntry> entries = IntStream.range(0, 5)
                .mapToObj(minute -> entry(NOW.plusSeconds(60L * minute), "m" + minute))
                .toList();
        List.of(2, 0, 4, 1, 3).forEach(at -> table.append(entries.get(at)));
        table.putLines(rows.unseen(1), new Lines(List.of()));
        List<TrailEntry> read = all(cursor -> table.trail(shop, new OrderId("1"), 2, cursor));
        assertThat(read).containsExactlyElementsOf(entries.reversed());
        assertThatThrownBy(() -> table.trail(shop, new OrderId("1"), 2, Optional.of("no cursor!")))
                .isInstanceOf(UnreadableCursor.class);
    }

    @Test
    void anEntryThatIsAppendedAgainStandsOnce() {
        table.append(entry(NOW, "m"));
        table.append(entry(NOW, "m"));
        assertThat(table.trail(shop, new OrderId("1"), 10, Optional.empty()).items())
                .containsExactly(entry(NOW, "m"));
        assertThat(table.trail(shop, new OrderId("2"), 10, Optional.empty()).items())
                .isEmpty();
    }

    @Test
    void anEntryIsNotShownAfter180Days() {
        table.append(entry(NOW, "old"));
        table.append(entry(NOW.plusSeconds(1), "newer"));
        clock.set(NOW.plus(Duration.ofDays(180)));
        assertThat(table.trail(shop, new OrderId("1"), 10, Optional.empty()).items())
                .extracting(TrailEntry::message)
                .containsExactly(new MessageId("newer"));
    }

    @Test
    void linesComeBackAsTheyWere() {
        OrderId order = new OrderId("576461413038785752");
        OrderRow row = rows.unseen(576461413038785752L);
        assertThat(table.lines(shop, order)).isEmpty();
        Lines shopify = new Lines(List.of(
                line("gid://shopify/LineItem/0815", "576461413038785753", "576461413038785754"),
                line("gid://shopify/LineItem/4711", "0576461413038785753")));
        Lines mixed = new Lines(List.of(line("12", "a-1"), line("gid://x/13", "2")));
        for (Lines lines : List.of(shopify, mixed, new Lines(List.of()))) {
            table.putLines(row, lines);
            assertThat(table.lines(shop, order)).contains(lines);
        }
        table.removeLines(shop, order);
        table.removeLines(shop, order);
        assertThat(table.lines(shop, order)).isEmpty();
    }

    @Test
    void linesOfALaterVersionOfTheRowStay() {
        OrderRow row = rows.unseen(1);
        Lines winners = new Lines(List.of(line("12", "1")));
        Lines losers = new Lines(List.of(line("13", "1")));
        table.putLines(row.withVersion(5), losers);
        table.putLines(row.withVersion(6), winners);
        table.putLines(row.withVersion(5), losers);
        assertThat(table.lines(shop, row.order())).contains(winners);
        table.putLines(row.withVersion(6), losers);
        assertThat(table.lines(shop, row.order())).contains(losers);
        table.removeLines(shop, row.order());
        table.putLines(row.withVersion(4), winners);
        assertThat(table.lines(shop, row.order())).contains(winners);
    }

    // --- lists ---

    @Test
    void withoutAFilterTheNewestComeFirst() {
        LongStream.of(9, 100, 20, 3).forEach(order -> table.write(rows.with(order, Reason.ORDER_ON_HOLD)));
        table.write(rows.synced(50));
        assertThat(list(Filter.none(), 2)).containsExactly("100", "50", "20", "9", "3");
    }

    @Test
    void aListShowsOneShopOnly() {
        table.write(rows.with(1, Reason.ORDER_ON_HOLD));
        ShopId other = new ShopId(shop + "0");
        table.write(new SampleRows(other, NOW).with(2, Reason.ORDER_ON_HOLD));
        assertThat(list(Filter.none(), 10)).containsExactly("1");
        assertThat(list(status(Status.BLOCKED), 10)).containsExactly("1");
    }

    @Test
    void aStatusIsListedByReasonAndWhatItWaitsFor() {
        table.write(rows.waiting(5, Reason.ORDER_ON_HOLD, NOW.plusSeconds(7200)));
        table.write(rows.waiting(4, Reason.ORDER_ON_HOLD, NOW.plusSeconds(3600)));
        table.write(rows.ofSku(3, Reason.PRODUCT_NOT_LINKED, "1729000000000000001"));
        table.write(rows.with(2, Reason.AUTO_SYNC_DISABLED));
        table.write(rows.with(1, Reason.AWAITING_PAYMENT));
        table.write(rows.unjudged(6, NOW));
        table.write(rows.unjudged(7, NOW.minusSeconds(120)));
        assertThat(list(status(Status.BLOCKED), 1)).containsExactly("2", "4", "5", "3");
        assertThat(list(status(Status.WAITING), 1)).containsExactly("7", "6", "1");
    }

    @Test
    void aReasonThatWaitsForNothingIsListedNewestFirst() {
        LongStream.of(1, 3, 2).forEach(order -> table.write(rows.with(order, Reason.ORDER_CANCELLED)));
        assertThat(list(reason(Reason.ORDER_CANCELLED), 2)).containsExactly("3", "2", "1");
    }

    @Test
    void aReasonThatWaitsForATimeIsListedByThatTime() {
        table.write(rows.waiting(1, Reason.ORDER_ON_HOLD, NOW.plusSeconds(600)));
        table.write(rows.waiting(2, Reason.ORDER_ON_HOLD, NOW.plusSeconds(60)));
        table.write(rows.waiting(3, Reason.ORDER_ON_HOLD, NOW.plusSeconds(300)));
        assertThat(list(reason(Reason.ORDER_ON_HOLD), 2)).containsExactly("2", "3", "1");
    }

    @Test
    void aReasonAndAStatusThatContradictEachOtherListNothing() {
        table.write(rows.with(1, Reason.ORDER_CANCELLED));
        assertThat(list(new Filter(Optional.of(Status.FAILED), Optional.of(Reason.ORDER_CANCELLED), false), 2))
                .isEmpty();
    }

    @Test
    void whatIsSyncedIsListedNewestFirst() {
        LongStream.rangeClosed(1, 70).forEach(order -> table.write(rows.with(order, Reason.ORDER_ON_HOLD)));
        LongStream.of(5, 7, 71).map(order -> order * 1000).forEach(order -> table.write(rows.synced(order)));
        table.write(rows.synced(0));
        assertThat(list(status(Status.SYNCED), 1)).containsExactly("71000", "7000", "5000", "0");
        assertThat(list(status(Status.SYNCED), 50)).containsExactly("71000", "7000", "5000", "0");
    }

    @Test
    void attentionIsListedNearestDeadlineFirst() {
        OrderRow cancelledSoon = rows.full(3);
        table.write(rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, "1")
                .withAttention(Optional.of(Reason.PRODUCT_NOT_LINKED), Optional.of(NOW.plus(Duration.ofDays(3)))));
        table.write(cancelledSoon);
        table.write(rows.ofSku(2, Reason.PRODUCT_NOT_LINKED, "1"));
        table.write(rows.with(4, Reason.ORDER_CANCELLED));
        table.write(rows.synced(5)
                .withAttention(Optional.of(Reason.STORE_ORDER_DELETED), Optional.of(NOW.plus(Duration.ofDays(9)))));
        assertThat(list(attention(Optional.empty()), 2)).containsExactly("2", "3", "1", "5");
        assertThat(list(attention(Optional.of(Reason.PRODUCT_NOT_LINKED)), 2)).containsExactly("2", "1");
        assertThat(list(reason(Reason.STORE_ORDER_DELETED), 2)).containsExactly("5");
        OrderRow stored = table.row(shop, new OrderId("2")).orElseThrow();
        table.write(stored.withAttention(Optional.empty(), Optional.empty()));
        assertThat(list(attention(Optional.empty()), 2)).containsExactly("3", "1", "5");
    }

    @Test
    void thoseThatNeedAPersonAndEndInBetweenAreGoneOverPageByPage() {
        for (int hour = 1; hour <= 5; hour++) {
            OrderRow needing = rows.ofSku(hour, Reason.PRODUCT_NOT_LINKED, "1");
            table.write(needing.withMirror(ending(NOW.plus(Duration.ofHours(hour)))));
        }
        table.write(rows.ofSku(6, Reason.PRODUCT_NOT_LINKED, "1"));
        table.write(rows.with(7, Reason.ORDER_ON_HOLD).withMirror(ending(NOW.plus(Duration.ofHours(3)))));
        List<OrderId> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<OrderId> page = table.attentionBetween(
                    shop, NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofHours(4)), 2, cursor);
            found.addAll(page.items());
            cursor = page.cursor();
        } while (cursor.isPresent());
        assertThat(found).extracting(OrderId::value).containsExactly("2", "3", "4");
    }

    private static Mirror ending(Instant at) {
        return new Mirror("AWAITING_SHIPMENT", NOW, NOW, Optional.empty(), Optional.of(at), AddressState.CLEAR, "", 0);
    }

    @Test
    void aCursorOfAnotherKindIsRefused() {
        LongStream.rangeClosed(1, 3).forEach(order -> table.write(rows.with(order, Reason.ORDER_ON_HOLD)));
        for (String cursor : List.of("no cursor!", "", "bm8", "gICA")) {
            for (Filter filter : List.of(
                    Filter.none(), status(Status.BLOCKED), status(Status.SYNCED), attention(Optional.empty()))) {
                assertThatThrownBy(() -> table.list(shop, filter, 2, Optional.of(cursor)))
                        .isInstanceOf(UnreadableCursor.class);
            }
        }
    }

    @Test
    void countsWhoWaitsForOneSku() {
        LongStream.rangeClosed(1, 5)
                .forEach(order -> table.write(rows.ofSku(order, Reason.PRODUCT_NOT_LINKED, "1729")));
        table.write(rows.ofSku(6, Reason.PRODUCT_NOT_LINKED, "17291"));
        table.write(rows.ofSku(7, Reason.SKU_AMBIGUOUS, "1729"));
        table.write(rows.with(8, Reason.AUTO_SYNC_DISABLED));
        Waiting notLinked = Waiting.forSku(Reason.PRODUCT_NOT_LINKED, new SkuId("1729"));
        assertThat(table.countWaiting(shop, notLinked, 1000)).isEqualTo(5);
        assertThat(table.countWaiting(shop, notLinked, 3)).isEqualTo(3);
        assertThat(table.countWaiting(shop, Waiting.because(Reason.PRODUCT_NOT_LINKED), 1000))
                .isEqualTo(6);
        assertThat(table.countWaiting(shop, Waiting.because(Reason.PRODUCT_DELETED), 1000))
                .isZero();
        assertThat(table.countWaiting(shop, Waiting.because(Reason.AUTO_SYNC_DISABLED), 1000))
                .isEqualTo(1);
    }

    @Test
    void countsWhatIsOpenByStatusAndReason() {
        LongStream.range(1, 6)
                .forEach(order -> table.write(rows.ofSku(order, Reason.PRODUCT_NOT_LINKED, "17" + order)));
        table.write(rows.waiting(6, Reason.ORDER_ON_HOLD, NOW));
        table.write(rows.unjudged(7, NOW));
        table.write(rows.syncing(8, new Claim("dead", NOW)));
        table.write(rows.synced(9, PendingStep.CANCEL));
        table.write(rows.synced(10));
        assertThat(table.countOpen(shop))
                .containsExactlyInAnyOrder(
                        new OrderTable.Open(Status.BLOCKED, Optional.of(Reason.PRODUCT_NOT_LINKED), 5),
                        new OrderTable.Open(Status.BLOCKED, Optional.of(Reason.ORDER_ON_HOLD), 1),
                        new OrderTable.Open(Status.WAITING, Optional.empty(), 1),
                        new OrderTable.Open(Status.SYNCING, Optional.empty(), 1),
                        new OrderTable.Open(Status.SYNCED, Optional.empty(), 1));
        assertThat(table.countAttention(shop)).isEqualTo(5);
    }

    @Test
    void countsNothingOfAShopWithoutOrders() {
        assertThat(table.countOpen(shop)).isEmpty();
        assertThat(table.countAttention(shop)).isZero();
        assertThat(table.syncedPerDay(shop, LocalDate.of(2060, 1, 1))).isEmpty();
    }

    @Test
    void addsUpWhatWasSyncedOnADay() {
        LocalDate day = LocalDate.of(2060, 1, 10);
        table.addSynced(shop, day, 2);
        table.addSynced(shop, day, 3);
        table.addSynced(shop, day.minusDays(2), 7);
        table.addSynced(shop, day.minusDays(3), 1);
        assertThat(table.syncedPerDay(shop, day.minusDays(2)))
                .containsExactly(Map.entry(day.minusDays(2), 7), Map.entry(day, 5));
    }

    @Test
    void whatIsDismissedIsInNobodysListAndComesBackWithAnotherReason() {
        OrderRow row = done(table.write(rows.ofSku(1, Reason.PRODUCT_NOT_LINKED, "1729")));
        OrderRow quiet = done(table.write(row.dismiss()));
        assertThat(table.row(shop, quiet.order())).contains(quiet);
        assertThat(table.countAttention(shop)).isZero();
        table.write(quiet.withAttention(Optional.of(Reason.SKU_AMBIGUOUS), Optional.of(NOW)));
        assertThat(table.countAttention(shop)).isEqualTo(1);
    }

    @Test
    void goesOverThoseThatWaitForOneThingAndNoOthers() {
        LongStream.rangeClosed(1, 5)
                .forEach(order -> table.write(rows.ofSku(order, Reason.PRODUCT_NOT_LINKED, "1729")));
        table.write(rows.ofSku(6, Reason.PRODUCT_NOT_LINKED, "17291"));
        table.write(rows.ofSku(7, Reason.SKU_AMBIGUOUS, "1729"));
        table.write(rows.waiting(8, Reason.PLAN_INACTIVE, NOW.plusSeconds(60)));
        table.write(rows.with(9, Reason.PLAN_INACTIVE));
        Waiting notLinked = Waiting.forSku(Reason.PRODUCT_NOT_LINKED, new SkuId("1729"));
        assertThat(all(cursor -> table.waiting(shop, notLinked, 2, cursor)))
                .extracting(OrderId::value)
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(all(cursor -> table.waiting(shop, Waiting.because(Reason.PLAN_INACTIVE), 1, cursor)))
                .extracting(OrderId::value)
                .containsExactlyInAnyOrder("8", "9");
        assertThat(table.waiting(shop, Waiting.because(Reason.AUTO_SYNC_DISABLED), 2, Optional.empty()))
                .isEqualTo(new Page<>(List.of(), Optional.empty()));
        Optional<String> cursor =
                table.waiting(shop, notLinked, 2, Optional.empty()).cursor();
        assertThatThrownBy(() -> table.waiting(shop, Waiting.because(Reason.PLAN_INACTIVE), 2, cursor))
                .isInstanceOf(UnreadableCursor.class);
    }

    @Test
    void anOrderThatWaitsNoLongerMovesNoOtherPastTheCursor() {
        LongStream.rangeClosed(1, 4).forEach(order -> table.write(rows.with(order, Reason.AUTO_SYNC_DISABLED)));
        Waiting what = Waiting.because(Reason.AUTO_SYNC_DISABLED);
        Page<OrderId> first = table.waiting(shop, what, 2, Optional.empty());
        for (OrderId order : first.items()) {
            OrderRow row = table.row(shop, order).orElseThrow();
            table.write(row.become(State.of(Reason.ORDER_CANCELLED, Map.of()), row.by(), NOW));
        }
        assertThat(table.waiting(shop, what, 10, first.cursor()).items())
                .extracting(OrderId::value)
                .containsExactly("3", "4");
    }

    @Test
    void whatIsStillToDoInTheStoreWaitsForNewCredentials() {
        table.write(rows.synced(1, PendingStep.CANCEL));
        table.write(rows.givenUp(2, PendingStep.ADDRESS));
        table.write(rows.synced(3));
        table.write(rows.with(4, Reason.STORE_AUTH_EXPIRED));
        Waiting what = Waiting.because(Reason.STORE_UPDATE_FAILED);
        Page<OrderId> first = table.waiting(shop, what, 1, Optional.empty());
        assertThat(first.items()).hasSize(1);
        assertThat(table.waiting(shop, what, 10, first.cursor()).items()).hasSize(1);
        assertThat(table.countWaiting(shop, what, 10)).isEqualTo(2);
    }

    @Test
    void findsWhatALostScheduleLeftBehind() {
        table.write(rows.waiting(1, Reason.ORDER_ON_HOLD, NOW.minusSeconds(61)));
        table.write(rows.waiting(2, Reason.STORE_UNAVAILABLE, NOW));
        table.write(rows.waiting(3, Reason.TIKTOK_UNAVAILABLE, NOW.plusSeconds(1)));
        table.write(rows.syncing(4, new Claim("dead", NOW.minusSeconds(60))));
        table.write(rows.syncing(5, new Claim("live", NOW.plusSeconds(60))));
        table.write(rows.ofSku(6, Reason.PRODUCT_NOT_LINKED, "1729"));
        table.write(rows.synced(7, PendingStep.CANCEL));
        table.write(rows.synced(8));
        table.write(rows.with(9, Reason.AUTO_SYNC_DISABLED));
        OrderRow intent = done(table.write(rows.syncing(10, new Claim("mine", NOW.plusSeconds(60)))));
        done(table.write(intent.become(
                State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()).lookAgain(NOW.minusSeconds(5), 0), intent.by(), NOW)));
        table.write(rows.unjudged(11, NOW.minusSeconds(61)));
        table.write(rows.unjudged(12, NOW.plusSeconds(61)));
        table.write(rows.givenUp(13, PendingStep.ADDRESS));
        assertThat(table.overdue(shop, NOW, 100))
                .extracting(OrderId::value)
                .containsExactlyInAnyOrder("1", "2", "4", "7", "10", "11");
        assertThat(table.overdue(shop, NOW, 2)).hasSize(2);
        assertThat(table.overdue(shop, NOW.plusSeconds(3600), 100)).hasSize(9);
    }

    private TrailEntry entry(Instant at, String message) {
        Variant variant = new Variant(
                new VariantId("gid://shopify/ProductVariant/1"), "MUG-1", "Blue", "Mug", "ACTIVE", true, true);
        Variant draft = new Variant(new VariantId("2"), "MUG-1", "", "Mug", "DRAFT", false, false);
        return new TrailEntry(
                shop,
                new OrderId("1"),
                at,
                new MessageId(message),
                Cause.WEBHOOK,
                "tiktok",
                Optional.of(6),
                "BLOCKED",
                Optional.of(Reason.SKU_AMBIGUOUS),
                Status.BLOCKED,
                Map.of("paidAt", "2026-01-10T11:00:00Z"),
                List.of(
                        new LineMatch(
                                new SkuId("2729382476852921560"),
                                "MUG-1",
                                LineMatch.Kind.AMBIGUOUS,
                                Optional.empty(),
                                List.of(variant, draft)),
                        new LineMatch(new SkuId("2"), "", LineMatch.Kind.LINK, Optional.of(variant), List.of())));
    }

    private static Lines.Line line(String storeLine, String... units) {
        return new Lines.Line(
                storeLine, java.util.Arrays.stream(units).map(LineItemId::new).toList());
    }

    private static OrderRow done(Written written) {
        assertThat(written).isInstanceOf(Written.Done.class);
        return ((Written.Done) written).row();
    }

    private static Filter status(Status status) {
        return new Filter(Optional.of(status), Optional.empty(), false);
    }

    private static Filter reason(Reason reason) {
        return new Filter(Optional.empty(), Optional.of(reason), false);
    }

    private static Filter attention(Optional<Reason> reason) {
        return new Filter(Optional.empty(), reason, true);
    }

    /** Every order of a list, read page by page. */
    private List<String> list(Filter filter, int limit) {
        return all(cursor -> {
                    Page<OrderRow> page = table.list(shop, filter, limit, cursor);
                    assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
                    return page;
                })
                .stream()
                .map(row -> row.order().value())
                .toList();
    }

    private static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = pages.apply(cursor);
            all.addAll(page.items());
            cursor = page.cursor();
        } while (cursor.isPresent());
        return all;
    }
}
