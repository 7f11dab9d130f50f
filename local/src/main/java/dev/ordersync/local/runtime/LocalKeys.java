package dev.ordersync.local.runtime;

import dev.ordersync.aws.secrets.LocalCipher;
import dev.ordersync.aws.secrets.SecretCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The keys that KMS and Secrets Manager hold in production: in the data folder, or only in memory where there is none. */
final class LocalKeys {
    private static final int BYTES = 32;

    private final SecureRandom random;
    private final SecretCipher cipher;
    private final byte[] addresses;

    private LocalKeys(SecureRandom random, SecretCipher cipher, byte[] addresses) {
        this.random = random;
        this.cipher = cipher;
        this.addresses = addresses;
    }

    /** Makes what is not there yet. */
    static LocalKeys in(Optional<Path> data) {
        SecureRandom random = new SecureRandom();
        return data.map(folder -> kept(folder, random)).orElseGet(() -> {
            return new LocalKeys(random, new LocalCipher(bytes(random), random), bytes(random));
        });
    }

    private static LocalKeys kept(Path folder, SecureRandom random) {
        LocalCipher cipher = LocalCipher.ofFile(folder.resolve("secrets.key"), random);
        Path file = folder.resolve("addresses.key");
        try {
            // Made and protected like the other one, which has a use for it besides.
            LocalCipher.ofFile(file, random);
            return new LocalKeys(random, cipher, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SecretCipher cipher() {
        return cipher;
    }

    /** The key under which addresses are hashed. */
    byte[] addresses() {
        return addresses.clone();
    }

    /** A name that nobody else has. */
    String unheardName() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
