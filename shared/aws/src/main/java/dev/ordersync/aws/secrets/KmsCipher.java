package dev.ordersync.aws.secrets;

import static dev.ordersync.aws.AwsCalls.ask;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/** A key in KMS; its policy and the functions' roles demand the encryption context. At most 4 KB. */
public final class KmsCipher implements SecretCipher {
    private final KmsClient kms;
    private final String key;

    /** @param key the key's id, ARN or alias */
    public KmsCipher(KmsClient kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    @Override
    public byte[] encrypt(byte[] plain, Map<String, String> context) {
        return ask(() -> kms.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromByteArray(plain))
                        .encryptionContext(context)))
                .ciphertextBlob()
                .asByteArray();
    }

    @Override
    public byte[] decrypt(byte[] sealed, Map<String, String> context) {
        return ask(() -> kms.decrypt(request -> request.keyId(key)
                        .ciphertextBlob(SdkBytes.fromByteArray(sealed))
                        .encryptionContext(context)))
                .plaintext()
                .asByteArray();
    }
}
