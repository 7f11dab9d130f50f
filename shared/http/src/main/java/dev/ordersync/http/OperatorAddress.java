package dev.ordersync.http;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Addresses that the operator configures. They may lead anywhere, private networks included, but never in clear text over a
 * network.
 */
public final class OperatorAddress {
    private OperatorAddress() {}

    /** What is wrong with the address, in words that follow its name ("store.url must be ..."); empty if nothing is. */
    public static Optional<String> problem(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        return parsed == null ? Optional.of("must be a complete https address") : problem(parsed);
    }

    static Optional<String> problem(HttpUrl url) {
        if (hasUserInfo(url)) {
            return Optional.of("must not hold a user name or password");
        }
        if (!url.isHttps() && !isLoopback(url.host())) {
            return Optional.of("must be https (plain http is accepted for 127.0.0.1, [::1] and localhost only)");
        }
        return Optional.empty();
    }

    static boolean hasUserInfo(HttpUrl url) {
        return !url.username().isEmpty() || !url.password().isEmpty();
    }

    /** By the text alone: a name that merely resolves to a loopback address today may resolve elsewhere tomorrow. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
