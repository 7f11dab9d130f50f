package dev.ordersync.aws.secrets;

import static dev.ordersync.aws.AwsCalls.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.aws.TimedCache;
import dev.ordersync.aws.secrets.OperatorSecrets.AppSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The operator's secrets in Secrets Manager, each believed for 5 minutes. */
public final class SecretsManagerReader {
    private static final Duration COPY_LIFE = Duration.ofMinutes(5);

    private final SecretsManagerClient client;
    private final TimedCache<String, String> read;
    private final ObjectMapper json = new ObjectMapper();

    public SecretsManagerReader(SecretsManagerClient client, InstantSource clock) {
        this.client = client;
        this.read = new TimedCache<>(clock, COPY_LIFE);
    }

    /** The app's secret, kept as {@code {"appSecret":"...","previousAppSecret":"..."}}. */
    public AppSecret app(String secretId) {
        try {
            JsonNode fields = json.readTree(text(secretId));
            return new AppSecret(
                    field(fields, "appSecret")
                            .orElseThrow(() -> new IllegalStateException("the app's secret has no \"appSecret\"")),
                    field(fields, "previousAppSecret"));
        } catch (JsonProcessingException e) {
            // Without its cause, whose message quotes the secret.
            throw new IllegalStateException("the app's secret is not JSON");
        }
    }

    public byte[] bytes(String secretId) {
        return text(secretId).getBytes(StandardCharsets.UTF_8);
    }

    private String text(String secretId) {
        return read.get(
                        secretId,
                        copy -> true,
                        () -> Optional.of(ask(() -> client.getSecretValue(get -> get.secretId(secretId)))
                                .secretString()))
                .orElseThrow();
    }

    private static Optional<String> field(JsonNode fields, String name) {
        return Optional.of(fields.path(name).asText("")).filter(text -> !text.isBlank());
    }
}
