package dev.ordersync.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;

class KmsCipherTest {
    private static final Map<String, String> CONTEXT = Map.of("connection", "c-1", "purpose", "credentials");

    @Test
    void keyAndContextGoWithEveryCall() {
        KmsCipher cipher = new KmsCipher(new Kms(), "alias/ordersync");
        byte[] sealed = cipher.encrypt("hush".getBytes(StandardCharsets.UTF_8), CONTEXT);
        assertThat(sealed).asString().isEqualTo("sealed hush");
        assertThat(cipher.decrypt(sealed, CONTEXT)).asString().isEqualTo("hush");
    }

    private static final class Kms implements KmsClient {
        @Override
        public EncryptResponse encrypt(EncryptRequest request) {
            assertThat(request.keyId()).isEqualTo("alias/ordersync");
            assertThat(request.encryptionContext()).isEqualTo(CONTEXT);
            return EncryptResponse.builder()
                    .ciphertextBlob(SdkBytes.fromUtf8String(
                            "sealed " + request.plaintext().asUtf8String()))
                    .build();
        }

        @Override
        public DecryptResponse decrypt(DecryptRequest request) {
            assertThat(request.keyId()).isEqualTo("alias/ordersync");
            assertThat(request.encryptionContext()).isEqualTo(CONTEXT);
            String sealed = request.ciphertextBlob().asUtf8String();
            return DecryptResponse.builder()
                    .plaintext(SdkBytes.fromUtf8String(sealed.substring("sealed ".length())))
                    .build();
        }

        @Override
        public String serviceName() {
            return "kms";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
