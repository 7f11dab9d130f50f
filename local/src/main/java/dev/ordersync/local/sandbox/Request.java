package dev.ordersync.local.sandbox;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request, read whole.
 *
 * @param query decoded, in the order received; of a repeated key the last value
 */
public record Request(String method, String path, Map<String, String> query, Headers headers, byte[] body) {

    public String header(String name) {
        return headers.getFirst(name);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Decodes {@code a=1&b=2}, as in a query or in a form. */
    public static Map<String, String> form(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return values;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.put(decode(key), decode(value));
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
