package dev.ordersync.testing;

import dev.ordersync.domain.port.UnreadableCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Opaque cursors, as the table gives them. */
final class Cursors {
    private Cursors() {}

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws UnreadableCursor when it is not one of ours */
    static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            throw new UnreadableCursor();
        }
    }
}
