package dev.ordersync.local.runtime;

import dev.ordersync.http.UpstreamRequest;
import dev.ordersync.local.config.Configuration;
import dev.ordersync.local.config.Configuration.ShopEntry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names calls to servers that run elsewhere as the sandbox names those that it receives. */
final class UpstreamNames {
    /** The first field of a GraphQL document, as it stands in a JSON string. */
    private static final Pattern ROOT_FIELD =
            Pattern.compile("\"query\"\\s*:\\s*\"[^{]*\\{(?:\\s|\\\\n)*(?:\\w+\\s*:\\s*)?(\\w+)");

    private final Map<String, String> upstreams = new HashMap<>();

    UpstreamNames(Configuration configuration) {
        for (ShopEntry shop : configuration.shops()) {
            upstreams.put(
                    authority(shop.store().url()),
                    shop.store().platform().name().toLowerCase(Locale.ROOT));
        }
    }

    /** As {@code tiktok.GET /order/202309/orders} or {@code shopify.orderCreate}. */
    String of(UpstreamRequest request) {
        String upstream = upstreams.getOrDefault(authority(request.url()), "tiktok");
        String path = URI.create(request.url()).getPath();
        String body = request.body() == null ? "" : new String(request.body(), StandardCharsets.UTF_8);
        Matcher field = ROOT_FIELD.matcher(body);
        return upstream + "."
                + (path.endsWith("/graphql.json") && field.find() ? field.group(1) : request.method() + " " + path);
    }

    private static String authority(String url) {
        return URI.create(url).getAuthority();
    }
}
