package dev.ordersync.local.system;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Functions die at a call to AWS: before it is made, or when it is made and its answer is not read.
 * The SDK makes one of these for each client of this module's tests (see the resource that names it); nobody dies unless a
 * test asks for it.
 */
public final class Deaths implements ExecutionInterceptor {
    /** Asked before and after each call. The SDK makes the interceptors, so there is no other way to reach them. */
    private static final AtomicReference<Predicate<String>> CHANCE = new AtomicReference<>(call -> false);

    private static final AtomicInteger DIED = new AtomicInteger();
    /** What receives and deletes is no function but what feeds it. */
    private static final Set<String> NOT_AT =
            Set.of("Sqs.ReceiveMessage", "Sqs.DeleteMessageBatch", "Sqs.GetQueueUrl", "Sqs.CreateQueue");

    /** Not an exception, so that nothing that runs in the function handles it: it is as good as gone. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died(String call) {
            super("died at " + call, null, false, false);
        }
    }

    /** From now on a function dies where this says so of a call, as {@code DynamoDb.PutItem}. */
    static void by(Predicate<String> chance) {
        CHANCE.set(chance);
    }

    static void stop() {
        CHANCE.set(call -> false);
    }

    /** How many died so far. */
    static int died() {
        return DIED.get();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        perhaps(attributes);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        perhaps(attributes);
    }

    /** Functions run on virtual threads, here and on Lambda's local stand-in; what feeds them does not. */
    private static void perhaps(ExecutionAttributes attributes) {
        String call = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + "."
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (Thread.currentThread().isVirtual()
                && !NOT_AT.contains(call)
                && CHANCE.get().test(call)) {
            DIED.incrementAndGet();
            throw new Died(call);
        }
    }
}
