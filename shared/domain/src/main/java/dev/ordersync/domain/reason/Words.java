package dev.ordersync.domain.reason;

/** Texts that come from elsewhere and fill a reason's words. A row keeps at most 300 bytes of them. */
public final class Words {
    private static final String ELLIPSIS = "…";

    private Words() {}

    /** The text with at most {@code most} characters, never ending in half a surrogate pair; null is empty. */
    public static String cut(String text, int most) {
        if (text == null) {
            return "";
        }
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }
}
