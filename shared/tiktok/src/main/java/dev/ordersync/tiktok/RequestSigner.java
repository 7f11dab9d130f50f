package dev.ordersync.tiktok;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The {@code sign} parameter of TikTok Shop's API (TikTok Shop Partner Center, "Sign your API request"). */
public final class RequestSigner {
    private static final Set<String> UNSIGNED = Set.of("sign", "access_token");

    private RequestSigner() {}

    /**
     * @param path of the URL, without host and query
     * @param query the decoded values, as they were before percent-encoding; a list is one value, joined by commas
     * @param body exactly the bytes that are sent; null for none
     * @param contentType of the body; a multipart body is not signed
     * @return lower-case hex, as TikTok demands
     */
    public static String sign(
            String path, Map<String, String> query, byte[] body, String contentType, String appSecret) {
        StringBuilder text = new StringBuilder(appSecret).append(path);
        new TreeMap<>(query).forEach((key, value) -> {
            if (!UNSIGNED.contains(key)) {
                text.append(key).append(value);
            }
        });
        byte[] signedBody = body == null || isMultipart(contentType) ? new byte[0] : body;
        return HmacSha256.hex(appSecret, utf8(text.toString()), signedBody, utf8(appSecret));
    }

    /** By the media type alone: the header usually goes on with a boundary. */
    private static boolean isMultipart(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("multipart/form-data");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
