package dev.ordersync.aws.table;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keys of every item; no other class spells one. */
public final class Keys {
    public static final String PK = "pk";
    public static final String SK = "sk";
    /** The sparse index of what is not done, and its keys. */
    public static final String OPEN = "open";

    public static final String OPEN_PK = "o";
    public static final String OPEN_SK = "os";
    /** The sparse index of what needs a person, and its keys. */
    public static final String ATTENTION = "attention";

    public static final String ATTENTION_PK = "a";
    public static final String ATTENTION_SK = "as";
    /** Seconds since 1970, when DynamoDB may delete the item. */
    public static final String EXPIRES_AT = "expiresAt";

    static final String SHOP = "SHOP";
    static final String LINES = "LINES";
    static final String CONN = "CONN";
    static final String TOKEN = "TOKEN";
    static final String SHOPS = "SHOPS";
    static final String LINK = "L#";
    static final String SYNCED_ON = "N#";

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Keys() {}

    static String orders(ShopId shop) {
        return "O#" + shop;
    }

    static Map<String, AttributeValue> order(ShopId shop, OrderId order) {
        return key(orders(shop), order.padded());
    }

    static String trail(ShopId shop, OrderId order) {
        return trailsOf(shop) + order;
    }

    /** What the keys of all the shop's trails begin with. */
    static String trailsOf(ShopId shop) {
        return "T#" + shop + "#";
    }

    /** What the keys of all the shop's sample windows begin with. */
    static String windowsOf(ShopId shop) {
        return "W#" + shop + "#";
    }

    /** Text order is time order. */
    static String trailEntry(Instant at, MessageId message) {
        return MILLIS.format(at) + "#" + message;
    }

    static String shop(ShopId shop) {
        return "S#" + shop;
    }

    static String syncedOn(LocalDate day) {
        return SYNCED_ON + day;
    }

    static String link(SkuId sku) {
        return LINK + sku;
    }

    /** @param connection its id as text */
    public static Map<String, AttributeValue> connection(String connection) {
        return key("C#" + connection, CONN);
    }

    static Map<String, AttributeValue> connection(ConnectionId connection) {
        return connection(connection.value());
    }

    public static Map<String, AttributeValue> authorisation(String authorisation) {
        return key("A#" + authorisation, TOKEN);
    }

    static String merchant(MerchantId merchant) {
        return "M#" + merchant;
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(PK, AttributeValue.fromS(pk), SK, AttributeValue.fromS(sk));
    }
}
