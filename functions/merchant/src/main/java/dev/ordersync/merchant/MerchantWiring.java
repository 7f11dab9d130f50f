package dev.ordersync.merchant;

import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.wiring.SharedWiring;
import java.time.Duration;

/** Everything that the merchant function is made of. */
public final class MerchantWiring {
    /** Somebody looks at a button: with TikTok's and the store's 10 s this still answers before the gateway's 29 s end. */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(5);

    private final MerchantApi api;
    private final String merchantClaim;
    private final LogLine log;

    public MerchantWiring(SharedWiring shared) {
        this.api = new MerchantApi(shared.ports(), shared.tasks(), shared.judge(), shared.addresses());
        this.merchantClaim = shared.environment().get("MERCHANT_CLAIM");
        this.log = LogLine.toStdout("merchant", shared.clocks().business());
    }

    /** As the deployment has set it up. */
    public static MerchantWiring inAws(Environment environment) {
        return new MerchantWiring(SharedWiring.inAws(environment, AWS_PATIENCE));
    }

    MerchantApi api() {
        return api;
    }

    String merchantClaim() {
        return merchantClaim;
    }

    LogLine log() {
        return log;
    }
}
