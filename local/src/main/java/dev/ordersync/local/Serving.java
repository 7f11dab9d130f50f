package dev.ordersync.local;

import dev.ordersync.local.runtime.LocalRuntime;
import dev.ordersync.local.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Keeps the process until somebody ends it by SIGTERM or Ctrl-C. */
final class Serving {
    /** What has not ended by then is left to the end of the process. */
    private static final Duration ORDERLY_END = Duration.ofSeconds(8);

    private Serving() {}

    /** Does not return while the process is to live. */
    static void untilStopped(LocalRuntime runtime, Terminal terminal) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            terminal.progress("stopping");
            Thread end = Thread.ofPlatform().daemon().name("end").start(runtime::close);
            try {
                end.join(ORDERLY_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        new CountDownLatch(1).await();
    }
}
