package dev.ordersync.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Fires what becomes due. Normally as time passes; when business time is advanced, by walking from
 * due time to due time and letting everything come to rest in between, so that whatever re-arms
 * itself on the way fires at its own times, as if one had waited.
 *
 * <p>One thread does both, so nothing fires twice. Work runs under {@link Activity} and the clock
 * moves only while none does.
 */
public final class Timeline implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Timeline.class.getName());

    /** Longer than an upstream call's time-out, shorter than a client's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration FURTHEST = Duration.ofDays(365);
    private static final long TICK_MILLIS = 200;
    private static final long LOOK_AGAIN_MILLIS = 2;

    private final BusinessClock clock;
    private final Activity activity;
    private final Duration patience;
    private final Duration answerWithin;
    private final List<DueSource> sources = new CopyOnWriteArrayList<>();
    private final Thread walker;

    private Instant target;
    private boolean open = true;

    /** What an advance came to. {@code idle} false: the walk goes on, ask again. */
    public record Advanced(Instant now, long handled, boolean idle) {}

    /** The clock was not moved because a handler did not end in time. */
    public static final class StillRunning extends Exception {
        private static final long serialVersionUID = 1L;

        StillRunning(Duration waited) {
            super("a function still runs after " + waited.toSeconds() + " s; the clock was not moved");
        }
    }

    public Timeline(BusinessClock clock, Activity activity) {
        this(clock, activity, PATIENCE, ANSWER_WITHIN);
    }

    Timeline(BusinessClock clock, Activity activity, Duration patience, Duration answerWithin) {
        this.clock = clock;
        this.activity = activity;
        this.patience = patience;
        this.answerWithin = answerWithin;
        this.target = clock.instant();
        this.walker = Thread.ofPlatform().daemon().name("timeline").unstarted(this::run);
    }

    /** Adds a source; allowed at any time. */
    public void add(DueSource source) {
        sources.add(source);
    }

    /** Begins to fire what is due. */
    public void start() {
        walker.start();
    }

    @Override
    public void close() {
        synchronized (this) {
            open = false;
            notifyAll();
        }
        walker.interrupt();
    }

    /**
     * Moves business time forwards and waits until all that was due is handled and everything is
     * idle, at most 30 s. A walk that is longer goes on after the answer. Advancing by zero moves
     * nothing and waits for the same.
     *
     * @throws IllegalArgumentException if the duration is negative or above 365 days
     * @throws StillRunning if a handler runs and does not end within 25 s; nothing was moved then
     */
    public Advanced advance(Duration by) throws StillRunning, InterruptedException {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time moves forwards only");
        }
        if (by.compareTo(FURTHEST) > 0) {
            throw new IllegalArgumentException("at most a year at once");
        }
        long end = System.nanoTime() + answerWithin.toNanos();
        long before = activity.handled();
        if (!activity.awaitStill(patience)) {
            throw new StillRunning(patience);
        }
        synchronized (this) {
            Instant now = clock.instant();
            target = (target.isAfter(now) ? target : now).plus(by);
            notifyAll();
            boolean idle = isIdle();
            while (!idle && open) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(Math.min(left, LOOK_AGAIN_MILLIS));
                idle = isIdle();
            }
            return new Advanced(clock.instant(), activity.handled() - before, idle);
        }
    }

    private void run() {
        while (isOpen()) {
            try {
                fireAndStep();
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "what was due could not be done", e);
            }
        }
    }

    /** One round: fire what is due, then move towards the target if all is at rest. */
    private void fireAndStep() {
        fireAllDue();
        Instant goal = target();
        while (goal.isAfter(clock.instant()) && isOpen() && isSettled()) {
            Instant next = nextDue().filter(due -> due.isBefore(goal)).orElse(goal);
            if (!activity.ifStill(() -> clock.moveTo(next))) {
                return;
            }
            fireAllDue();
        }
    }

    private void fireAllDue() {
        Instant now = clock.instant();
        for (DueSource source : sources) {
            if (source.nextDue().filter(due -> !due.isAfter(now)).isPresent()) {
                // A source may look done before its action is: until then this counts as work.
                Activity.Work work = activity.begin();
                try {
                    source.fireDue(now);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "what was due could not be done", e);
                } finally {
                    work.close();
                }
            }
        }
    }

    private Optional<Instant> nextDue() {
        return sources.stream()
                .map(DueSource::nextDue)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Nothing goes on by itself and nothing is due: only the clock can make something happen. */
    private boolean isSettled() {
        return atRest(DueSource.AtHand.WAITS);
    }

    /** The target is reached, nothing goes on and nothing is taken that is not done. */
    private boolean isIdle() {
        return !target().isAfter(clock.instant()) && atRest(DueSource.AtHand.NOTHING);
    }

    private boolean atRest(DueSource.AtHand most) {
        // Work passes from a source into activity and back; that nothing began meanwhile makes the
        // separate answers one.
        long begun = activity.begun();
        Instant now = clock.instant();
        return activity.still()
                && sources.stream().noneMatch(source -> source.atHand().compareTo(most) > 0)
                && nextDue().filter(due -> !due.isAfter(now)).isEmpty()
                && activity.still()
                && activity.begun() == begun;
    }

    private long untilNextDue() {
        Instant now = clock.instant();
        return nextDue()
                .map(due -> Duration.between(now, due).toMillis())
                .map(millis -> Math.clamp(millis, 1, TICK_MILLIS))
                .orElse(TICK_MILLIS);
    }

    private synchronized Instant target() {
        return target;
    }

    private synchronized boolean isOpen() {
        return open;
    }

    private void pause() throws InterruptedException {
        long untilDue = untilNextDue();
        synchronized (this) {
            if (open) {
                wait(target.isAfter(clock.instant()) ? LOOK_AGAIN_MILLIS : untilDue);
            }
        }
    }
}
