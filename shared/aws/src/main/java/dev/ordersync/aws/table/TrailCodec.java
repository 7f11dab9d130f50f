package dev.ordersync.aws.table;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.LineMatch;
import dev.ordersync.domain.store.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A trail entry as an item of less than 1 KB. What does not fit is cut: first long texts, then the matches of further
 * SKUs, at last candidates; the SKU that the reason is about comes first and stays.
 */
final class TrailCodec {
    static final Duration LIFE = Duration.ofDays(180);
    static final int MOST_BYTES = 1024;
    private static final int CANDIDATES = 5;
    private static final int ACTOR_LENGTH = 64;

    /** How much of an entry is kept. */
    private record Room(int text, int matches, int candidates) {}

    private TrailCodec() {}

    static Map<String, AttributeValue> encode(TrailEntry entry) {
        Map<String, AttributeValue> item =
                encode(entry, new Room(255, entry.matches().size(), CANDIDATES));
        for (int text = 100; text >= 25 && isTooLong(item); text /= 2) {
            item = encode(entry, new Room(text, entry.matches().size(), CANDIDATES));
        }
        for (int matches = entry.matches().size() - 1; matches >= 1 && isTooLong(item); matches--) {
            item = encode(entry, new Room(25, matches, CANDIDATES));
        }
        for (int candidates = CANDIDATES - 1; candidates >= 0 && isTooLong(item); candidates--) {
            item = encode(entry, new Room(25, 1, candidates));
        }
        return item;
    }

    private static boolean isTooLong(Map<String, AttributeValue> item) {
        return ItemSize.of(item) > MOST_BYTES;
    }

    private static Map<String, AttributeValue> encode(TrailEntry entry, Room room) {
        Map<String, String> facts = new LinkedHashMap<>();
        entry.facts().forEach((name, value) -> facts.put(name, cut(value, room.text())));
        Item item = Item.at(Keys.trail(entry.shop(), entry.order()), Keys.trailEntry(entry.at(), entry.message()))
                .number(Keys.EXPIRES_AT, entry.at().plus(LIFE).getEpochSecond())
                .text("ca", entry.cause().name())
                .text("ac", cut(entry.actor(), ACTOR_LENGTH))
                .text("ve", entry.verdict())
                .text("re", entry.reason())
                .text("st", entry.status().name())
                .texts("fa", facts)
                .list(
                        "ma",
                        entry.matches().stream()
                                .limit(room.matches())
                                .map(match -> AttributeValue.fromM(match(match, room)))
                                .toList());
        entry.stage().ifPresent(stage -> item.number("sg", stage));
        return item.attributes();
    }

    private static Map<String, AttributeValue> match(LineMatch match, Room room) {
        Item item = new Item()
                .text("s", match.sku().value())
                .text("ss", cut(match.sellerSku(), room.text()))
                .text("k", match.kind().name())
                .list(
                        "c",
                        match.candidates().stream()
                                .limit(room.candidates())
                                .map(candidate -> AttributeValue.fromM(variant(candidate, room)))
                                .toList())
                .number("ct", match.candidatesTotal(), 0);
        match.variant().ifPresent(variant -> item.map("v", variant(variant, room)));
        return item.attributes();
    }

    private static Map<String, AttributeValue> variant(Variant variant, Room room) {
        return new Item()
                .text("i", variant.id().value())
                .text("s", cut(variant.sku(), room.text()))
                .text("t", cut(variant.title(), room.text()))
                .text("p", cut(variant.productTitle(), room.text()))
                .text("ps", variant.productStatus())
                .number("l", variant.live() ? 1 : 0, 1)
                .number("r", variant.requiresShipping() ? 1 : 0, 1)
                .attributes();
    }

    /** Cut to so many bytes, so that any script fits; never within a character. */
    private static String cut(String text, int most) {
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > most) {
                return text.substring(0, at);
            }
            at += Character.charCount(point);
        }
        return text;
    }

    static TrailEntry decode(ShopId shop, OrderId order, Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        String[] key = fields.text(Keys.SK).split("#", 2);
        return new TrailEntry(
                shop,
                order,
                Instant.parse(key[0]),
                new MessageId(key[1]),
                Cause.valueOf(fields.text("ca")),
                fields.text("ac", ""),
                fields.findNumber("sg").map(Math::toIntExact),
                fields.text("ve", ""),
                fields.word("re", Reason.class),
                Status.valueOf(fields.text("st")),
                fields.textMap("fa"),
                fields.list("ma").stream()
                        .map(match -> match(new Fields(match.m())))
                        .toList());
    }

    /** DynamoDB deletes what has expired when it likes; until then it is there, and is not shown. */
    static boolean isExpired(Map<String, AttributeValue> item, Instant now) {
        return new Fields(item).number(Keys.EXPIRES_AT, Long.MAX_VALUE) <= now.getEpochSecond();
    }

    private static LineMatch match(Fields fields) {
        List<Variant> candidates = fields.list("c").stream()
                .map(candidate -> variant(candidate.m()))
                .toList();
        return new LineMatch(
                new SkuId(fields.text("s")),
                fields.text("ss", ""),
                LineMatch.Kind.valueOf(fields.text("k")),
                fields.has("v") ? Optional.of(variant(fields.map("v"))) : Optional.empty(),
                candidates,
                fields.count("ct", 0));
    }

    private static Variant variant(Map<String, AttributeValue> map) {
        Fields fields = new Fields(map);
        return new Variant(
                new VariantId(fields.text("i")),
                fields.text("s", ""),
                fields.text("t", ""),
                fields.text("p", ""),
                fields.text("ps", ""),
                fields.count("l", 1) == 1,
                fields.count("r", 1) == 1);
    }
}
