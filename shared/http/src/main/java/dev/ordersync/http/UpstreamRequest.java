package dev.ordersync.http;

import java.time.Duration;
import java.util.Map;

/**
 * One request to an upstream.
 *
 * @param url absolute; its query may carry secrets (TikTok's token endpoints take the app secret there) and is never printed
 * @param headers sent as given, {@code Content-Type} included
 * @param body null for none; not copied, so it must not change during the call
 * @param timeout for the whole call: connecting, head and body together
 */
public record UpstreamRequest(String method, String url, Map<String, String> headers, byte[] body, Duration timeout) {

    public UpstreamRequest {
        headers = Map.copyOf(headers);
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a call needs a time-out above zero");
        }
    }

    /** Method, scheme, host and path alone: query, headers and body may be secret. */
    @Override
    public String toString() {
        return method + " " + url.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
    }
}
