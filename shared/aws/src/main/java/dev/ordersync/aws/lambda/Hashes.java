package dev.ordersync.aws.lambda;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What identifies a person or must not be shown goes into the log as a short hash: equal things stay recognisable. */
public final class Hashes {
    private static final int KEPT = 6;
    private static final String MERCHANT = "merchant:";

    private Hashes() {}

    /** The first bytes of the SHA-256, in hex. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, KEPT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An actor without a token's subject; the others name no person. */
    public static String ofActor(String actor) {
        return actor.startsWith(MERCHANT)
                ? MERCHANT + of(actor.substring(MERCHANT.length()).getBytes(StandardCharsets.UTF_8))
                : actor;
    }
}
