package dev.ordersync.aws.secrets;

import java.util.Map;

/** Seals a secret together with a context that is not secret and without which it cannot be opened. */
public interface SecretCipher {
    byte[] encrypt(byte[] plain, Map<String, String> context);

    /** @throws IllegalStateException when the key or the context is not the one it was sealed with */
    byte[] decrypt(byte[] sealed, Map<String, String> context);
}
