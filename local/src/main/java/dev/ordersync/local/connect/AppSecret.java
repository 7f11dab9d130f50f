package dev.ordersync.local.connect;

import static dev.ordersync.aws.AwsCalls.ask;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.aws.secrets.OperatorSecrets;
import dev.ordersync.aws.secrets.SecretsManagerReader;
import dev.ordersync.aws.table.Directory.Existing;
import dev.ordersync.domain.upstream.Permanent;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The app's secret, which the functions read from Secrets Manager: {@code {"appSecret":"...","previousAppSecret":"..."}}. */
final class AppSecret {
    private static final String WHAT = "app secret";
    /** Secrets Manager's word for a secret that has no value yet, and for one that is not there. */
    private static final String NOTHING = "ResourceNotFoundException";

    private final SecretsManagerClient client;
    private final String id;
    private final InstantSource clock;

    AppSecret(SecretsManagerClient client, String id, InstantSource clock) {
        this.client = client;
        this.id = id;
        this.clock = clock;
    }

    /** Stores the file's where there is none, or where the operator overwrites; the old one stays beside it for a while. */
    Finding bringIn(String secret, Existing existing) {
        Optional<OperatorSecrets.AppSecret> stored;
        try {
            stored = stored();
        } catch (IllegalStateException e) {
            return Finding.missing(WHAT, e.getMessage() + ": correct it in Secrets Manager, at " + id);
        }
        if (stored.isPresent() && stored.get().current().equals(secret)) {
            return Finding.ok(WHAT, "as in the file");
        }
        if (stored.isPresent() && existing == Existing.KEEP) {
            return Finding.missing(
                    WHAT,
                    "another than the file's. connect --overwrite replaces it, and keeps the old one as the"
                            + " previous");
        }
        ObjectNode value = JsonNodeFactory.instance.objectNode().put("appSecret", secret);
        stored.ifPresent(old -> value.put("previousAppSecret", old.current()));
        ask(() -> client.putSecretValue(put -> put.secretId(id).secretString(value.toString())));
        return Finding.made(WHAT, "stored; functions that run see it within 5 minutes");
    }

    private Optional<OperatorSecrets.AppSecret> stored() {
        try {
            return Optional.of(new SecretsManagerReader(client, clock).app(id));
        } catch (Permanent why) {
            if (why.code().equals(NOTHING)) {
                return Optional.empty();
            }
            throw why;
        }
    }
}
