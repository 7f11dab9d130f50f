package dev.ordersync.domain.reason;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that come from elsewhere and fill a reason's words. A row keeps at most 300 bytes of them. */
public final class Words {
    private static final String ELLIPSIS = "…";
    private static final int MOST_BYTES = 300;

    private Words() {}

    /**
     * The arguments with their longest texts cut, so that names and texts together are at most 300 bytes of UTF-8. Order
     * is kept.
     */
    public static Map<String, String> fit(Map<String, String> args) {
        Map<String, String> fitting = new LinkedHashMap<>(args);
        for (int over = bytes(fitting) - MOST_BYTES; over > 0; over = bytes(fitting) - MOST_BYTES) {
            Map.Entry<String, String> longest = fitting.entrySet().stream()
                    .max(Comparator.comparingInt(arg -> bytes(arg.getValue())))
                    .orElseThrow();
            // A character has at most three bytes, so this takes off no more than what must go, and at least one.
            int kept = longest.getValue().length() - Math.max(1, over / 3);
            longest.setValue(cut(longest.getValue(), kept));
        }
        return fitting;
    }

    private static int bytes(Map<String, String> args) {
        return args.entrySet().stream()
                .mapToInt(arg -> bytes(arg.getKey()) + bytes(arg.getValue()))
                .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * The text with at most {@code most} characters, at least one, never ending in half a surrogate pair; null is empty.
     */
    public static String cut(String text, int most) {
        if (text == null) {
            return "";
        }
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, half ? end - 1 : end) + ELLIPSIS;
    }
}
