package dev.ordersync.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of a request. Whether the upstream may have acted on it is decided here and nowhere else. */
public sealed interface CallResult {

    /** No byte of the request left this process: the upstream has done nothing, and asking again is safe. */
    record NotSent(CallFault cause) implements CallResult {}

    /** The request, or a part of it, was sent and no complete answer came: the upstream may or may not have acted. */
    record Unknown(CallFault cause) implements CallResult {}

    /**
     * A complete answer, whatever its status. An answer that ends with its connection (neither a length nor chunks, as HTTP/1.0
     * has it) cannot be told from a truncated one; who reads the body must take an unreadable one for an unknown outcome.
     *
     * @param headers the first value of each, by name in any case
     * @param body decoded where it came compressed; empty, never null
     */
    record Answer(int status, Map<String, String> headers, byte[] body) implements CallResult {
        private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(\\.\\d+)?");

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /**
         * How long the upstream asks to be left alone, from {@code Retry-After} in seconds or as an HTTP date (RFC 9110, 10.2.3).
         * Fractions of a second, which Shopify sends, are rounded up. A date in the past is zero; what cannot be read is empty.
         * Nothing limits the length: the caller does.
         */
        public Optional<Duration> retryAfter(Instant now) {
            return header("Retry-After").map(String::strip).flatMap(value -> wait(value, now));
        }

        private static Optional<Duration> wait(String value, Instant now) {
            Matcher seconds = SECONDS.matcher(value);
            if (seconds.matches()) {
                Duration whole = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
                boolean fraction =
                        seconds.group(2) != null && seconds.group(2).chars().anyMatch(digit -> digit > '0');
                return Optional.of(fraction ? whole.plusSeconds(1) : whole);
            }
            try {
                Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
            } catch (DateTimeParseException unreadable) {
                return Optional.empty();
            }
        }

        /** Status and size alone: bodies hold personal data and tokens. */
        @Override
        public String toString() {
            return "Answer[" + status + ", " + body.length + " bytes]";
        }
    }
}
