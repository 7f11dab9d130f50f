package dev.ordersync.testing.sync;

import dev.ordersync.testing.fake.PortCalls;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A worker that stops before each of its port calls until it is told what becomes of the call. At any moment either the
 * test runs or one actor, so that a life of several workers is the same for the same seed.
 */
final class Actor {
    /** What becomes of a call. */
    interface Fate {
        Object of(PortCalls.Call call) throws Throwable;
    }

    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private Fate next;
    private PortCalls.Call at;
    private Object answer;
    private Throwable thrown;
    private boolean ended;

    /** Begins the work and stops before its first call. */
    Actor(Function<PortCalls, Object> work) {
        Thread.startVirtualThread(() -> {
            go.acquireUninterruptibly();
            try {
                answer = work.apply(PortCalls.disturbingAll(this::stop));
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            ended = true;
            back.release();
        });
        goOn();
    }

    /** The call that the actor stopped at meets its fate, and the actor goes on to the next. */
    void resume(Fate fate) {
        next = fate;
        goOn();
    }

    private void goOn() {
        go.release();
        back.acquireUninterruptibly();
    }

    private Object stop(PortCalls.Call call) throws Throwable {
        at = call;
        back.release();
        go.acquireUninterruptibly();
        return next.of(call);
    }

    /** A fate: the call is done, and the actor stops once more before it learns the answer. */
    Object stopAfter(PortCalls.Call call) throws Throwable {
        Object done = call.proceed();
        return stop(new PortCalls.Call() {
            @Override
            public String name() {
                return call.name() + ", done";
            }

            @Override
            public Object proceed() {
                return done;
            }
        });
    }

    /** As "OrderTable.write", or "OrderTable.write, done" where only the answer is still to come. */
    String at() {
        return at.name();
    }

    boolean ended() {
        return ended;
    }

    boolean died() {
        return thrown instanceof PortCalls.WorkerDied;
    }

    /** What escaped the work, a death included; null where nothing did. */
    Throwable thrown() {
        return thrown;
    }

    Object answer() {
        return answer;
    }
}
