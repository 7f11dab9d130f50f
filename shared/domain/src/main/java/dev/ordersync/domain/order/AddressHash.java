package dev.ordersync.domain.order;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises an address without keeping it: the first 16 bytes of an HMAC-SHA256 under a key of ours, in hex. Without the
 * key nobody can try addresses against it.
 */
public final class AddressHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEPT = 16;
    private final Supplier<byte[]> key;

    /** @param key at least one byte; stays the same as long as the rows are kept; asked for at each use */
    public AddressHash(Supplier<byte[]> key) {
        this.key = key;
    }

    public AddressHash(byte[] key) {
        this(key::clone);
    }

    /** The hash of a clear address, and an empty text for any other. */
    public String of(Recipient to) {
        if (to.addressState() != AddressState.CLEAR) {
            return "";
        }
        String text = String.join(
                "\n",
                to.name(),
                to.firstName(),
                to.lastName(),
                to.phone(),
                to.line1(),
                to.line2(),
                to.line3(),
                to.line4(),
                to.city(),
                to.state(),
                to.postalCode(),
                to.region());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEPT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
