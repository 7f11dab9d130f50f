package dev.ordersync.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    // The machine's time stands still, so that only the timeline moves business time.
    private final BusinessClock clock = BusinessClock.inMemory(InstantSource.fixed(START));
    private final Activity activity = new Activity();
    private final Timeline timeline = new Timeline(clock, activity, Duration.ofMillis(200), Duration.ofSeconds(5));
    private final List<Instant> fired = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() {
        timeline.start();
    }

    @AfterEach
    void stop() {
        timeline.close();
    }

    @Test
    void whatRearmsItselfFiresAtItsOwnTimes() throws Exception {
        timeline.add(new Rearming(START.plusSeconds(600), Duration.ofHours(1)));

        Timeline.Advanced advanced = timeline.advance(Duration.ofHours(3));

        assertThat(fired).containsExactly(START.plusSeconds(600), START.plusSeconds(4200), START.plusSeconds(7800));
        assertThat(advanced.now()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(advanced.idle()).isTrue();
    }

    @Test
    void timerFiresOnEveryIntervalOnTheWay() throws Exception {
        timeline.add(new Every(START.plusSeconds(300), Duration.ofMinutes(5), () -> fired.add(clock.instant())));

        timeline.advance(Duration.ofMinutes(15));

        assertThat(fired).containsExactly(START.plusSeconds(300), START.plusSeconds(600), START.plusSeconds(900));
    }

    @Test
    void waitsAtEachStepUntilTheWorkOfThatStepIsDone() throws Exception {
        timeline.add(new Every(START.plusSeconds(60), Duration.ofMinutes(1), () -> {
            Activity.Work work = activity.begin();
            Thread.ofVirtual().start(() -> {
                Instant begun = clock.instant();
                Thread.yield();
                fired.add(begun);
                assertThat(clock.instant()).isEqualTo(begun);
                activity.handled(1);
                work.close();
            });
        }));

        Timeline.Advanced advanced = timeline.advance(Duration.ofMinutes(50));

        assertThat(fired).hasSize(50).isSorted().doesNotHaveDuplicates();
        assertThat(advanced.handled()).isEqualTo(50);
    }

    @Test
    void answersOnlyWhenTheLastActionOnTheWayIsOver() throws Exception {
        CompletableFuture<Timeline.Advanced> answer = new CompletableFuture<>();
        timeline.add(new Every(START.plusSeconds(3600), Duration.ofHours(1), () -> {
            assertThatThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            fired.add(clock.instant());
        }));

        answer.complete(timeline.advance(Duration.ofHours(1)));

        assertThat(fired).containsExactly(START.plusSeconds(3600));
    }

    @Test
    void movesNothingWhileAHandlerDoesNotEnd() throws Exception {
        Activity.Work work = activity.begin();

        assertThatThrownBy(() -> timeline.advance(Duration.ofHours(1))).isInstanceOf(Timeline.StillRunning.class);
        assertThat(clock.instant()).isEqualTo(START);

        work.close();
        assertThat(timeline.advance(Duration.ZERO).now()).isEqualTo(START);
    }

    @Test
    void refusesToGoBackOrBeyondAYear() {
        assertThatThrownBy(() -> timeline.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> timeline.advance(Duration.ofDays(366))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSourceThatFailsDoesNotStopTheOthers() throws Exception {
        timeline.add(new Every(START.plusSeconds(60), Duration.ofDays(1), () -> {
            throw new IllegalStateException("the test wants this");
        }));
        timeline.add(new Every(START.plusSeconds(60), Duration.ofDays(1), () -> fired.add(clock.instant())));

        assertThat(timeline.advance(Duration.ofHours(1)).idle()).isTrue();
        assertThat(fired).containsExactly(START.plusSeconds(60));
    }

    @Test
    void offsetSurvivesARestart(@TempDir Path folder) {
        BusinessClock.in(folder, InstantSource.fixed(START)).moveTo(START.plusSeconds(3600));

        assertThat(BusinessClock.in(folder, InstantSource.fixed(START.plusSeconds(5)))
                        .instant())
                .isEqualTo(START.plusSeconds(3605));
    }

    @Test
    void clockNeverMovesBackwards() {
        clock.moveTo(START.plusSeconds(60));
        clock.moveTo(START);

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }

    private final class Rearming implements DueSource {
        private final Duration after;
        private Instant next;

        Rearming(Instant first, Duration after) {
            this.next = first;
            this.after = after;
        }

        @Override
        public synchronized Optional<Instant> nextDue() {
            return Optional.of(next);
        }

        @Override
        public synchronized void fireDue(Instant now) {
            fired.add(now);
            next = now.plus(after);
        }
    }
}
