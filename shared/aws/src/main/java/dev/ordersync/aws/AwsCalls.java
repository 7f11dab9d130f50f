package dev.ordersync.aws;

import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells the SDK's exceptions in the domain's words. */
public final class AwsCalls {
    private AwsCalls() {}

    /**
     * Runs a call.
     *
     * @throws Transient when AWS was not reached, is overloaded or throttles, after the SDK's own retries
     * @throws Permanent when AWS refuses: a right, a resource or a parameter is wrong, which is ours to correct
     */
    public static <T> T ask(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw translate(e);
        }
    }

    private static RuntimeException translate(SdkException e) {
        if (!(e instanceof AwsServiceException refused) || refused.awsErrorDetails() == null) {
            return because(new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "AWS was not reached"), e);
        }
        String code = String.valueOf(refused.awsErrorDetails().errorCode());
        if (refused.isThrottlingException()) {
            return because(new Transient(Upstream.AWS, Transient.Kind.RATE_LIMITED, null, "AWS throttles: " + code), e);
        }
        if (refused.statusCode() >= 500) {
            return because(new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "AWS failed: " + code), e);
        }
        String words = refused.awsErrorDetails().serviceName() + " refused: " + code;
        return because(
                new Permanent(Upstream.AWS, Permanent.Kind.REFUSED, code, words, String.valueOf(refused.requestId())),
                e);
    }

    private static RuntimeException because(RuntimeException ours, SdkException cause) {
        ours.initCause(cause);
        return ours;
    }
}
