package dev.ordersync.tiktok;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.CallResult.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What TikTok's codes mean (TikTok Shop Partner Center, "Common errors" and the tables of each endpoint). A code that is not here
 * is a refusal: repeating what we do not understand helps nobody.
 */
final class TikTokErrors {
    private static final int LONGEST_WORDS = 200;

    private TikTokErrors() {}

    /** What follows from a code. */
    enum Meaning {
        /** Too many requests. */
        SLOW_DOWN(36009002),
        /** A development shop's thousand calls of this hour are spent. */
        NEXT_HOUR(36009037),
        /** TikTok's own trouble, or a state that passes. */
        RETRY(
                36009003, 36009007, 10002014, 10002015, 10037002, 10037003, 10037004, 10007002, 11001027, 11001031,
                11006005, 11006026, 21001003, 21001008, 21001011, 21001043, 21001055, 21008300, 21022029, 21022030,
                21042001, 21042076, 21011044),
        /** The access token has expired. */
        TOKEN_REJECTED(105002),
        /** Another user's token, a scope that was not granted, a closed shop, a closed seller: the merchant reconnects. */
        RECONNECT(101000, 105005, 36009043, 36009044),
        /** Not this shop's order, or none at all. */
        NOT_THE_SHOPS(21008111, 10006402),
        REFUSED();

        private final int[] codes;

        Meaning(int... codes) {
            this.codes = codes;
        }
    }

    private static final Map<String, Meaning> MEANINGS = Stream.of(Meaning.values())
            .flatMap(meaning -> Arrays.stream(meaning.codes).mapToObj(code -> Map.entry(String.valueOf(code), meaning)))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** One code for a dozen faults, told apart by its words. */
    private static final String OVERLOADED = "36009004";

    private static final int UNAUTHORISED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_FAULT = 500;

    /**
     * @param status of HTTP; says something only where the code does not, since TikTok sends several with one code
     * @param code TikTok's own; empty where the answer is none of TikTok's (a gateway's page of HTML)
     */
    static Meaning meaning(int status, String code, String words) {
        if (status == TOO_MANY_REQUESTS) {
            return MEANINGS.get(code) == Meaning.NEXT_HOUR ? Meaning.NEXT_HOUR : Meaning.SLOW_DOWN;
        }
        if (code.isEmpty()) {
            return status == UNAUTHORISED ? Meaning.TOKEN_REJECTED : Meaning.RETRY;
        }
        if (code.equals(OVERLOADED)) {
            return overloaded(words.toLowerCase(Locale.ROOT));
        }
        return MEANINGS.getOrDefault(code, status >= SERVER_FAULT ? Meaning.RETRY : Meaning.REFUSED);
    }

    private static Meaning overloaded(String words) {
        if (words.contains("timestamp")) {
            return Meaning.RETRY; // the next request has a new one
        }
        return words.contains("access_token") || words.contains("access-token")
                ? Meaning.TOKEN_REJECTED
                : Meaning.REFUSED;
    }

    /** The exception for a meaning; a rejected token that could not be renewed is the merchant's to replace. */
    static UpstreamException exception(
            Meaning meaning, Answer answer, String code, String words, String requestId, Instant now) {
        String cut = cut(words);
        String said = code.isEmpty() ? "HTTP status " + answer.status() : cut;
        String described = code.isEmpty() ? said : code + " " + cut;
        return switch (meaning) {
            case SLOW_DOWN ->
                passing(Transient.Kind.RATE_LIMITED, answer.retryAfter(now).orElse(null), described);
            case NEXT_HOUR -> passing(Transient.Kind.RATE_LIMITED, untilNextHour(now), described);
            case RETRY ->
                passing(Transient.Kind.UNAVAILABLE, answer.retryAfter(now).orElse(null), described);
            case TOKEN_REJECTED, RECONNECT ->
                new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, code, said, requestId);
            case NOT_THE_SHOPS, REFUSED ->
                new Permanent(Upstream.TIKTOK, Permanent.Kind.REFUSED, code, said, requestId);
        };
    }

    /** Never between the two halves of one character: no encoder takes one of them. */
    private static String cut(String words) {
        if (words.length() <= LONGEST_WORDS) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(LONGEST_WORDS - 1)) ? LONGEST_WORDS - 1 : LONGEST_WORDS;
        return words.substring(0, end);
    }

    /** Whether the order is not this shop's, or is none at all. */
    static boolean isNotTheShops(Permanent why) {
        return MEANINGS.get(why.code()) == Meaning.NOT_THE_SHOPS;
    }

    static Transient unavailable(String words) {
        return passing(Transient.Kind.UNAVAILABLE, null, words);
    }

    private static Transient passing(Transient.Kind kind, Duration retryAfter, String words) {
        return new Transient(Upstream.TIKTOK, kind, retryAfter, words);
    }

    private static Duration untilNextHour(Instant now) {
        return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }
}
