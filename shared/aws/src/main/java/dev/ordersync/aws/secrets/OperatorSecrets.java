package dev.ordersync.aws.secrets;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the operator keeps secret. Asked for at each use, so that a rotated secret is used soon and nothing secret lies in a
 * snapshot.
 *
 * @param tiktok the app's secret at TikTok
 * @param addressKey under which addresses are hashed; never changes
 */
public record OperatorSecrets(Supplier<AppSecret> tiktok, Supplier<byte[]> addressKey) {

    /** @param previous while the secret is being rotated: webhooks may still be signed with it */
    public record AppSecret(String current, Optional<String> previous) {
        public List<String> all() {
            return Stream.concat(Stream.of(current), previous.stream()).toList();
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "AppSecret[]";
        }
    }
}
