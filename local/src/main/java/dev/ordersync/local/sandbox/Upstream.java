package dev.ordersync.local.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a {@link SandboxServer} serves: the upstream's own API, and the controls below {@code /sandbox/}. */
public interface Upstream {

    /** {@code tiktok} or {@code shopify}: how faults and counted calls name it. */
    String name();

    /** Finds out which call this is; does nothing yet. */
    Call call(Request request);

    /** Answers a control below {@code /sandbox/}, or empty if there is none such. Throws {@link Unusable}. */
    Optional<Reply> control(Request request);

    /**
     * A call that was recognised.
     *
     * @param names what faults may name it by; the counted name is all of them, joined with {@code +}
     * @param work does it and gives the answer
     * @param throttled the upstream's answer for too many requests
     */
    record Call(List<String> names, Supplier<Reply> work, Supplier<Reply> throttled) {}
}
