package dev.ordersync.aws.table;

import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The store order's lines as an item, less than 1 KB for 30 units: the store's line ids without what they all begin with
 * (a Shopify gid's type), and ids of digits as numbers, which take half of the room.
 */
final class LinesCodec {
    /** What a number gives back unchanged: no leading zero, at most DynamoDB's 38 digits. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,37}");

    /** Of the row that the lines were written for. */
    static final String ROW_VERSION = "rv";

    private LinesCodec() {}

    static Map<String, AttributeValue> encode(OrderRow row, Lines lines) {
        String prefix =
                prefix(lines.lines().stream().map(Lines.Line::storeLineId).toList());
        List<AttributeValue> all = new ArrayList<>();
        for (Lines.Line line : lines.lines()) {
            List<AttributeValue> ids = new ArrayList<>();
            ids.add(id(line.storeLineId().substring(prefix.length())));
            line.lineItemIds().forEach(unit -> ids.add(id(unit.value())));
            all.add(AttributeValue.fromL(ids));
        }
        return Item.at(Keys.trail(row.shop(), row.order()), Keys.LINES)
                .number(RowCodec.VERSION, 1)
                .number(ROW_VERSION, row.version())
                .text("px", prefix)
                .list("ln", all)
                .attributes();
    }

    static Lines decode(Map<String, AttributeValue> item) {
        Fields fields = new Fields(item);
        String prefix = fields.text("px", "");
        return new Lines(fields.list("ln").stream()
                .map(AttributeValue::l)
                .map(ids -> new Lines.Line(
                        prefix + text(ids.get(0)),
                        ids.stream().skip(1).map(id -> new LineItemId(text(id))).toList()))
                .toList());
    }

    private static AttributeValue id(String text) {
        return NUMBER.matcher(text).matches() ? AttributeValue.fromN(text) : AttributeValue.fromS(text);
    }

    private static String text(AttributeValue id) {
        return id.n() != null ? id.n() : id.s();
    }

    /** What all ids begin with, up to the last slash. */
    private static String prefix(List<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String first = ids.get(0);
        String prefix = first.substring(0, first.lastIndexOf('/') + 1);
        return ids.stream().allMatch(id -> id.startsWith(prefix)) ? prefix : "";
    }
}
