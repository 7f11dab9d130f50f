package dev.ordersync.aws.table;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Effect;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.Waiver;
import dev.ordersync.domain.row.Warning;
import dev.ordersync.domain.store.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An order's row as an item of less than 1 KB. A waiver's time is kept to the second. */
final class RowCodec {
    static final String VERSION = "v";
    static final String CLAIM = "cl";
    static final String STATUS = "st";

    /** Every attribute that a row may have beside its key: what an update does not set it removes. */
    static final List<String> NAMES = List.of(
            "o", "os", "a", "as", VERSION, "b", "f", "u", "ts", "tu", "tc", "sb", "ac", "ad", "ah", "cn", STATUS, "re",
            "ra", "sg", "n", "i", "r", "at", "z", "di", "nw", CLAIM, "c", "fo", "fi", "el", "ge", "ic", "so", "sn",
            "pd", "p", "w", "wn");

    /** A waiver names who said so; a longer name than an OIDC subject usually has is cut. */
    private static final int ACTOR_LENGTH = 45;

    private RowCodec() {}

    static Map<String, AttributeValue> encode(OrderRow row) {
        Item item = Item.at(Keys.orders(row.shop()), row.order().padded());
        IndexKeys.openSk(row).ifPresent(sk -> item.text(Keys.OPEN_PK, IndexKeys.openPk(row.shop(), row.status()))
                .text(Keys.OPEN_SK, sk));
        IndexKeys.attentionSk(row)
                .ifPresent(
                        sk -> item.text(Keys.ATTENTION_PK, row.shop().value()).text(Keys.ATTENTION_SK, sk));
        item.number(VERSION, row.version())
                .id("b", row.by().value())
                .time("f", row.firstSeenAt())
                .time("u", row.updatedAt())
                .text(STATUS, row.status().name())
                .text("re", row.reason())
                .texts("ra", row.reasonArgs())
                .time("n", row.nextCheckAt())
                .time("i", row.since())
                .number("r", row.retries(), 0)
                // Nearly always the reason itself, which is there already.
                .text("at", row.attention().filter(attention -> !row.reason().equals(Optional.of(attention))))
                .time("z", row.attentionSince())
                .text("di", row.dismissed())
                // Below zero where it was warned of the end, too.
                .number("nw", row.warned() ? -row.news() : row.news(), 0)
                .time("p", row.syncPressedAt())
                .texts("w", waivers(row.waivers()))
                .text(
                        "wn",
                        row.warnings().stream().map(RowCodec::initial).sorted().collect(Collectors.joining()));
        row.stage().ifPresent(stage -> item.number("sg", stage));
        row.mirror().ifPresent(mirror -> encode(mirror, item));
        encode(row.effect(), item);
        return item.attributes();
    }

    private static void encode(Mirror mirror, Item item) {
        item.text("ts", mirror.tiktokStatus())
                .time("tu", mirror.updatedAt())
                .time("tc", mirror.createdAt())
                .time("sb", mirror.shipBy())
                .time("ac", mirror.autoCancelAt())
                .text("ad", initial(mirror.address()))
                .bytes("ah", HexFormat.of().parseHex(mirror.addressHash()))
                .number("cn", mirror.cancelledUnits(), 0);
    }

    private static void encode(Effect effect, Item item) {
        effect.claim().ifPresent(claim -> item.id(CLAIM, claim.id()));
        item.time("c", effect.claim().map(Claim::until))
                .text("fo", effect.form().map(RowCodec::initial))
                .time("fi", effect.firstIntentAt())
                .number("el", effect.emptyLookups(), 0)
                .number("ge", effect.generation(), 1)
                .number("ic", effect.attempts(), 0)
                .text("so", effect.storeOrderId())
                .text("sn", effect.storeOrderName())
                .text("pd", effect.pending().stream().map(RowCodec::initial).collect(Collectors.joining()));
    }

    /** Words that have one letter for each value; a test holds the letters apart. */
    private static String initial(Enum<?> word) {
        return word.name().substring(0, 1);
    }

    private static <E extends Enum<E>> E withInitial(String letter, E[] words) {
        return Arrays.stream(words)
                .filter(word -> initial(word).equals(letter))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a row of the table has the unknown letter " + letter));
    }

    /** One text a waiver, with its actor where that is not the one before's: usually one person waives. */
    private static List<String> waivers(List<Waiver> waivers) {
        List<String> texts = new ArrayList<>();
        String before = "";
        for (Waiver waiver : waivers) {
            String actor = waiver.actor();
            String shown = actor.substring(0, Math.min(actor.length(), ACTOR_LENGTH));
            String when = waiver.reason() + " " + waiver.at().getEpochSecond();
            texts.add(shown.equals(before) ? when : when + " " + shown);
            before = shown;
        }
        return texts;
    }

    static OrderRow decode(Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        Optional<Reason> reason = fields.word("re", Reason.class);
        return new OrderRow(
                new ShopId(fields.text(Keys.PK).substring("O#".length())),
                OrderId.fromPadded(fields.text(Keys.SK)),
                fields.number(VERSION, 0),
                new MessageId(fields.findId("b").orElseThrow()),
                fields.time("f"),
                fields.time("u"),
                fields.has("tu") ? Optional.of(mirror(fields)) : Optional.empty(),
                Status.valueOf(fields.text(STATUS)),
                reason,
                fields.textMap("ra"),
                fields.findNumber("sg").map(Math::toIntExact),
                fields.findTime("n"),
                fields.time("i"),
                fields.count("r", 0),
                fields.word("at", Reason.class).or(() -> fields.has(Keys.ATTENTION_PK) ? reason : Optional.empty()),
                fields.findTime("z"),
                fields.word("di", Reason.class),
                Math.abs(fields.number("nw", 0)),
                fields.number("nw", 0) < 0,
                effect(fields),
                fields.findTime("p"),
                readWaivers(fields.texts("w")),
                fields.text("wn", "")
                        .chars()
                        .mapToObj(letter -> withInitial(Character.toString(letter), Warning.values()))
                        .collect(Collectors.toSet()));
    }

    private static Mirror mirror(Fields fields) {
        return new Mirror(
                fields.text("ts", ""),
                fields.time("tu"),
                fields.time("tc"),
                fields.findTime("sb"),
                fields.findTime("ac"),
                withInitial(fields.text("ad"), AddressState.values()),
                HexFormat.of().formatHex(fields.bytes("ah")),
                fields.count("cn", 0));
    }

    private static Effect effect(Fields fields) {
        return new Effect(
                fields.findId(CLAIM).map(id -> new Claim(id, fields.time("c"))),
                fields.findText("fo").map(letter -> withInitial(letter, Form.values())),
                fields.findTime("fi"),
                fields.count("el", 0),
                fields.count("ge", 1),
                fields.count("ic", 0),
                fields.findText("so").map(StoreOrderId::new),
                fields.text("sn", ""),
                fields.text("pd", "")
                        .chars()
                        .mapToObj(letter -> withInitial(Character.toString(letter), PendingStep.values()))
                        .toList());
    }

    private static List<Waiver> readWaivers(List<String> texts) {
        List<Waiver> waivers = new ArrayList<>();
        String actor = "";
        for (String text : texts) {
            String[] parts = text.split(" ", 3);
            actor = parts.length == 3 ? parts[2] : actor;
            waivers.add(new Waiver(Reason.valueOf(parts[0]), actor, Instant.ofEpochSecond(Long.parseLong(parts[1]))));
        }
        return waivers;
    }
}
