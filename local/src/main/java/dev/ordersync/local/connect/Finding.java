package dev.ordersync.local.connect;

import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.UpstreamException;

/**
 * One line of what connecting found.
 *
 * @param words what is there, or what is missing and how to get it
 */
public record Finding(String what, State state, String words) {

    /** How it is with it. */
    public enum State {
        OK,
        /** It was missing and is there now. */
        MADE,
        /** Orders arrive without it; something else does not. */
        ADVICE,
        MISSING
    }

    static Finding ok(String what, String words) {
        return new Finding(what, State.OK, words);
    }

    static Finding made(String what, String words) {
        return new Finding(what, State.MADE, words);
    }

    static Finding advice(String what, String words) {
        return new Finding(what, State.ADVICE, words);
    }

    static Finding missing(String what, String words) {
        return new Finding(what, State.MISSING, words);
    }

    /** A step that an upstream did not let us take. @param remedy where it refuses, rather than fails for a while */
    static Finding failed(String what, UpstreamException why, String remedy) {
        return switch (why) {
            case Permanent refused
            when refused.code().isEmpty() -> missing(what, "refused: " + why.getMessage() + ". " + remedy);
            case Permanent refused ->
                missing(what, "refused: " + why.getMessage() + " (" + refused.code() + "). " + remedy);
            default -> missing(what, "not known: " + why.getMessage() + ". Run connect again.");
        };
    }
}
