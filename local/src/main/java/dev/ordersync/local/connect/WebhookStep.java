package dev.ordersync.local.connect;

import dev.ordersync.domain.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Whether an upstream's webhooks lead to us, and has them do so: the same step wherever they come from. */
final class WebhookStep {
    private WebhookStep() {}

    /**
     * @param what the step's name
     * @param base of the addresses at which webhooks arrive; empty where nobody said so
     * @param path of this upstream's under it
     * @param subscribe has them sent to the address, and gives the topics that were not before
     * @param remedy where the upstream refuses the address
     */
    static Finding run(
            String what,
            Optional<String> base,
            String path,
            Function<String, List<String>> subscribe,
            UnaryOperator<String> remedy) {
        if (base.isEmpty()) {
            return Finding.missing(what, "nobody said where they arrive: give publicUrl in the file, or --api-url");
        }
        String address = base.get() + path;
        try {
            List<String> made = subscribe.apply(address);
            return made.isEmpty()
                    ? Finding.ok(what, "go to " + address)
                    : Finding.made(what, "now go to " + address + ": " + String.join(", ", made));
        } catch (UpstreamException why) {
            return Finding.failed(what, why, remedy.apply(address));
        }
    }
}
