package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.reason.Manual;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Effect;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each item is billed as one write unit, also with the longest values that the world gives it. */
class ItemSizesTest {
    private static final int KILOBYTE = 1024;
    private static final String UUID = "5fea7756-0ea4-451a-a703-a558b933e274";
    /** A real clock gives microseconds. */
    private static final Instant NOW = Instant.parse("2060-01-10T12:34:56.123456Z");

    /** TikTok gives whole seconds. */
    private static final Instant TIKTOK = Instant.parse("2060-01-10T12:34:56Z");

    private static final ShopId SHOP = new ShopId("7494049642642441621");
    private static final OrderId ORDER = new OrderId("57646141303878575299");

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aRowIsLessThanAKilobyte(Reason reason) {
        int bytes = ItemSize.of(RowCodec.encode(longest(reason)));
        assertThat(bytes).as("bytes of the longest row with " + reason).isLessThan(KILOBYTE);
    }

    private static OrderRow longest(Reason reason) {
        boolean synced = reason.status() == Status.SYNCED;
        boolean claimed = synced || reason.status() == Status.UNCONFIRMED;
        Effect effect = new Effect(
                claimed ? Optional.of(new Claim(UUID + "/" + UUID + "/p", NOW)) : Optional.empty(),
                Optional.of(Form.CANCELLED),
                Optional.of(NOW),
                2,
                3,
                12,
                synced ? Optional.of(new StoreOrderId("gid://shopify/Order/12345678901234")) : Optional.empty(),
                synced ? "#TIKTOK-1234567" : "",
                synced ? List.of(PendingStep.values()) : List.of());
        Mirror mirror = new Mirror(
                "AWAITING_COLLECTION",
                TIKTOK,
                TIKTOK,
                Optional.of(TIKTOK),
                Optional.of(TIKTOK),
                AddressState.MASKED,
                "0123456789abcdef0123456789abcdef",
                120);
        List<Waiver> waivers = Stream.of(Reason.values())
                .filter(each -> each.manual() == Manual.WAIVE)
                .map(each -> new Waiver(each, "merchant:" + UUID, NOW))
                .toList();
        return new OrderRow(
                SHOP,
                ORDER,
                1234,
                new MessageId(UUID),
                NOW,
                NOW,
                Optional.of(mirror),
                reason.status(),
                synced ? Optional.empty() : Optional.of(reason),
                args(reason),
                Optional.of(7),
                Optional.of(NOW),
                NOW,
                24,
                Optional.of(reason),
                Optional.of(NOW),
                Optional.empty(),
                1234,
                true,
                effect,
                Optional.of(NOW),
                waivers,
                Set.of(Warning.values()));
    }

    private static Map<String, String> args(Reason reason) {
        return switch (reason.status()) {
            case WAITING, BLOCKED, FAILED ->
                Map.of("sku", "1729382476852921560", "sellerSku", "S".repeat(61), "title", "T".repeat(203));
            case SYNCED -> Map.of("words", "W".repeat(reason == Reason.STORE_UPDATE_FAILED ? 295 : 270));
            case SYNCING, UNCONFIRMED -> Map.of();
        };
    }

    @ParameterizedTest
    @ValueSource(classes = {AddressState.class, Form.class, PendingStep.class, Warning.class})
    void aWordThatIsKeptAsItsFirstLetterHasItAlone(Class<? extends Enum<?>> words) {
        assertThat(words.getEnumConstants())
                .extracting(word -> word.name().charAt(0))
                .doesNotHaveDuplicates();
    }

    @Test
    void theLinesOfThirtyUnitsAreLessThanAKilobyte() {
        OrderRow row = OrderRow.unseen(SHOP, ORDER, NOW).withVersion(1_000_000);
        assertThat(ItemSize.of(LinesCodec.encode(row, lines(30, 1)))).isLessThan(KILOBYTE);
        assertThat(ItemSize.of(LinesCodec.encode(row, lines(2, 15)))).isLessThan(KILOBYTE);
    }

    private static Lines lines(int count, int units) {
        return new Lines(IntStream.range(0, count)
                .mapToObj(line -> new Lines.Line(
                        "gid://shopify/LineItem/" + (14_000_000_000_000L + line),
                        IntStream.range(0, units)
                                .mapToObj(unit -> new LineItemId("5764614130387857" + (1000 + line * units + unit)))
                                .toList()))
                .toList());
    }

    @Test
    void aTrailEntryIsAtMostAKilobyteAndKeepsTheSkuOfItsReason() {
        TrailEntry entry = entry(40, 12, "Ü".repeat(200), "Ä".repeat(400));
        Map<String, AttributeValue> item = TrailCodec.encode(entry);
        assertThat(ItemSize.of(item)).isLessThanOrEqualTo(KILOBYTE);
        TrailEntry read = TrailCodec.decode(SHOP, ORDER, item);
        LineMatch first = read.matches().get(0);
        assertThat(first.sku()).isEqualTo(new SkuId("1729382476852921000"));
        assertThat(first.candidates()).hasSizeBetween(1, 5);
        assertThat(first.candidatesTotal()).isEqualTo(12);
        assertThat(read.facts()).containsOnlyKeys(entry.facts().keySet());
    }

    @Test
    void whatFitsIsKeptWhole() {
        TrailEntry entry = entry(1, 2, "MUG-1", "Mug");
        TrailEntry read = TrailCodec.decode(SHOP, ORDER, TrailCodec.encode(entry));
        assertThat(read.matches()).isEqualTo(entry.matches());
        assertThat(read.facts()).isEqualTo(entry.facts());
        assertThat(TrailCodec.decode(SHOP, ORDER, TrailCodec.encode(entry(1, 7, "M", "M")))
                        .matches()
                        .get(0)
                        .candidates())
                .hasSize(5);
    }

    private static TrailEntry entry(int skus, int candidates, String sku, String title) {
        List<Variant> variants = IntStream.range(0, candidates)
                .mapToObj(each -> new Variant(
                        new VariantId("gid://shopify/ProductVariant/" + (44_000_000_000_000L + each)),
                        sku,
                        title,
                        title,
                        "ACTIVE",
                        true,
                        true))
                .toList();
        List<LineMatch> matches = IntStream.range(0, skus)
                .mapToObj(each -> new LineMatch(
                        new SkuId("1729382476852921" + "%03d".formatted(each)),
                        sku,
                        LineMatch.Kind.AMBIGUOUS,
                        Optional.empty(),
                        variants))
                .toList();
        return new TrailEntry(
                SHOP,
                ORDER,
                NOW,
                new MessageId(UUID),
                Cause.SCHEDULE,
                "merchant:" + "x".repeat(200),
                Optional.of(6),
                "UNDECIDED",
                Optional.of(Reason.SKU_AMBIGUOUS),
                Status.UNCONFIRMED,
                Map.of("title", title, "paidAt", NOW.toString(), "sellerSku", sku),
                matches);
    }
}
