package dev.ordersync.tiktok;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes query parameters into an address. Signatures are made over the values as they were before. */
final class Query {
    private Query() {}

    static String url(URI origin, String path, Map<String, String> query) {
        String base = origin.toString().replaceFirst("/+$", "");
        return query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", base + path + "?", ""));
    }

    /** URLEncoder writes a blank as a plus sign, which is right in forms only. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
