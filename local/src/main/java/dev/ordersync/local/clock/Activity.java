package dev.ordersync.local.clock;

import java.time.Duration;

/**
 * Counts the work that is being done right now: function invocations, deliveries, receives. Business
 * time stands still for a jump while any of it runs, so that no handler sees the clock jump under
 * its feet.
 */
public final class Activity {
    private int running;
    private long begun;
    private long handled;

    /** One piece of work, from {@link #begin()} to {@link #close()}. */
    public interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /** Notes that work begins; whoever calls this closes the answer when the work has ended. */
    public synchronized Work begin() {
        running++;
        begun++;
        return new Work() {
            private boolean ended;

            @Override
            public void close() {
                synchronized (Activity.this) {
                    if (!ended) {
                        ended = true;
                        running--;
                        Activity.this.notifyAll();
                    }
                }
            }
        };
    }

    /** Adds messages that a function has been given and is done with, whatever came of them. */
    public synchronized void handled(int messages) {
        handled += messages;
    }

    synchronized long handled() {
        return handled;
    }

    /** How much work has ever begun: two equal answers mean that nothing began in between. */
    synchronized long begun() {
        return begun;
    }

    synchronized boolean still() {
        return running == 0;
    }

    /** Runs this while no work can begin, if none is running. Answers whether it did. */
    synchronized boolean ifStill(Runnable move) {
        if (running > 0) {
            return false;
        }
        move.run();
        return true;
    }

    /** Waits (real time) until no work runs. Answers false if some still did at the end. */
    synchronized boolean awaitStill(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (running > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }
}
