package dev.ordersync.aws.table;

import dev.ordersync.domain.port.UnreadableCursor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Where a list goes on: the sort key alone, so that a cursor opens no partition but the one of the path's shop, which was
 * checked.
 */
final class Cursor {
    static final Pattern ROWS = Pattern.compile("[0-9]{20}");
    static final Pattern OPEN_KEYS = Pattern.compile("[A-Z_-]+#[^#]+#[0-9]{20}");
    static final Pattern ATTENTION_KEYS = Pattern.compile("[0-9TZ:-]+#[0-9]{20}");
    static final Pattern TRAIL = Pattern.compile("[0-9]{4}-[0-9TZ:.-]+#.+");
    static final Pattern LINKS = Pattern.compile("L#.+");

    private Cursor() {}

    static String encode(String sortKey) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sortKey.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws UnreadableCursor when the text is no cursor of such a list */
    static String decode(String cursor, Pattern shape) {
        String key = decode(cursor);
        if (!shape.matcher(key).matches()) {
            throw new UnreadableCursor();
        }
        return key;
    }

    private static String decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) { // no Base64; no UTF-8
            throw new UnreadableCursor();
        }
    }
}
