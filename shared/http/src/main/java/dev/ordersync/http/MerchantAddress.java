package dev.ordersync.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Addresses that merchants give. This is the half of the guard that looks at the text; {@link PublicAddresses} looks at what the
 * host resolves to.
 */
public final class MerchantAddress {
    private static final Set<Integer> PORTS = Set.of(443, 8443);

    /**
     * A last label that resolvers take for a number (decimal, octal or 0x), which makes the host an IPv4 address in one of its
     * many spellings: the "ends in a number" rule of the WHATWG URL standard.
     */
    private static final Pattern ENDS_IN_A_NUMBER =
            Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?", Pattern.CASE_INSENSITIVE);

    private MerchantAddress() {}

    /** What is wrong with the address, in words that follow its name ("store.url must be ..."); empty if nothing is. */
    public static Optional<String> problem(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        return parsed == null ? Optional.of("must be a complete https address") : problem(parsed);
    }

    static Optional<String> problem(HttpUrl url) {
        if (!url.isHttps()) {
            return Optional.of("must be https");
        }
        if (OperatorAddress.hasUserInfo(url)) {
            return Optional.of("must not hold a user name or password");
        }
        if (!PORTS.contains(url.port())) {
            return Optional.of("must use port 443 or 8443");
        }
        if (url.host().contains(":") || ENDS_IN_A_NUMBER.matcher(url.host()).matches()) {
            return Optional.of("must name a host, not an IP address");
        }
        return Optional.empty();
    }
}
