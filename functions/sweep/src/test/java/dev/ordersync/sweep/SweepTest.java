package dev.ordersync.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.BatchLoop.Delivered;
import dev.ordersync.aws.lambda.FakeContext;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.CheckQueue;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.sync.AlertShop;
import dev.ordersync.domain.sync.FindMissedOrders;
import dev.ordersync.domain.sync.FindPairs;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.ReleaseOrders;
import dev.ordersync.domain.sync.SweepShop;
import dev.ordersync.domain.sync.SyncAllOrders;
import dev.ordersync.domain.sync.WarnOfDeadlines;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.testing.InMemoryOrderTable;
import dev.ordersync.testing.InMemoryShops;
import dev.ordersync.testing.InMemorySweepStates;
import dev.ordersync.testing.MutableClock;
import dev.ordersync.testing.Orders;
import dev.ordersync.testing.RecordingBus;
import dev.ordersync.testing.RecordingQueue;
import dev.ordersync.testing.RecordingTasks;
import dev.ordersync.testing.ShopBuilder;
import dev.ordersync.testing.contract.SampleRows;
import dev.ordersync.testing.fake.FakeStore;
import dev.ordersync.testing.fake.FakeTikTok;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The timer and the tasks that it sends. */
class SweepTest {
    private static final Path EVENTS = Path.of(System.getProperty("ordersync.root"), "events");
    private static final ShopId SHOP = ShopBuilder.ID;

    private final MutableClock clock = MutableClock.at("2026-01-10T12:00:00Z");
    private final InMemoryOrderTable table = new InMemoryOrderTable(clock);
    private final InMemoryShops shops =
            new InMemoryShops().put(ShopBuilder.shop().build());
    private final RecordingQueue queue = new RecordingQueue();
    private final FakeTikTok tiktok = new FakeTikTok();
    private final InMemorySweepStates states = new InMemorySweepStates();
    private final RecordingBus bus = new RecordingBus();
    private final RecordingTasks walks = new RecordingTasks();
    private final SampleRows rows = new SampleRows(SHOP, clock.instant());

    @Test
    void aSweepSendsChecksForWhatIsOverdueAndForDeadClaims() {
        table.write(rows.waiting(1, Reason.ORDER_ON_HOLD, clock.instant().plus(Duration.ofMinutes(2))));
        table.write(rows.waiting(2, Reason.ORDER_ON_HOLD, clock.instant().plus(Duration.ofHours(2))));
        table.write(rows.syncing(3, new Claim("request message", clock.instant().plus(Claim.LIFE))));
        table.write(rows.synced(4));
        table.write(rows.ofSku(5, Reason.PRODUCT_NOT_LINKED, "1"));
        clock.advance(Duration.ofMinutes(20));
        assertThat(done(queue, new Task.Sweep(SHOP))).isInstanceOf(Outcome.Done.class);
        assertThat(queue.sent())
                .containsExactlyInAnyOrder(
                        Check.of(SHOP, new OrderId("1"), Cause.SWEEP, "sweep"),
                        Check.of(SHOP, new OrderId("3"), Cause.SWEEP, "sweep"));
    }

    @Test
    void aSweepSendsAnOrderThatTikTokHasAndTheTableHasNot() {
        tiktok.put(
                Orders.order("9").updatedAt(clock.instant().minusSeconds(3600)).build());
        assertThat(done(queue, new Task.Sweep(SHOP)))
                .isEqualTo(Outcome.Done.of(
                        "swept, checks sent: 0; missed orders sent: 1, released: 0; pairs found: 0; alerts: 0"));
        assertThat(queue.sent()).containsExactly(Check.of(SHOP, new OrderId("9"), Cause.SWEEP, "sweep"));
    }

    @Test
    void aShopWhoseSellerTookTheAuthorisationBackIsMarkedWhereTikTokSaysSoToo() {
        done(queue, new Task.ShopEvent(SHOP, 7));
        assertThat(tiktok.searches()).isZero();
        done(queue, new Task.ShopEvent(SHOP, 6));
        assertThat(isAuthorised()).as("the message was old").isTrue();
        tiktok.failSearches(Optional.of(
                new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "105005", "access denied", "r-1")));
        assertThat(done(queue, new Task.ShopEvent(SHOP, 6)))
                .isEqualTo(Outcome.Done.of("not authorised: 105005 access denied; alerts: 1"));
        assertThat(isAuthorised()).isFalse();
        assertThat(bus.events())
                .extracting(event -> event.details().get("reason"))
                .containsExactly("TIKTOK_AUTH_EXPIRES_SOON", "TIKTOK_AUTH_EXPIRED");
        done(queue, new Task.ShopEvent(SHOP, 7));
        done(queue, new Task.ShopEvent(SHOP, 6));
        assertThat(bus.events()).hasSize(2);
    }

    private boolean isAuthorised() {
        return shops.find(SHOP, Optional.empty()).orElseThrow().authorised();
    }

    @Test
    void aReleaseSendsChecksToThoseThatWaitForIt() {
        table.write(rows.with(1, Reason.AUTO_SYNC_DISABLED));
        table.write(rows.with(2, Reason.ORDER_CANCELLED));
        Task.Release release =
                Task.Release.of(SHOP, Task.Change.AUTO_SYNC, Optional.empty(), clock.instant(), "merchant:u-1");
        assertThat(done(queue, release)).isEqualTo(Outcome.Done.of("released, checks sent: 1"));
        assertThat(queue.sent()).extracting(Check::order).containsExactly(new OrderId("1"));
    }

    @Test
    void syncForAllPressesEachOrderThatShowsTheReason() {
        table.write(rows.with(1, Reason.STORE_REJECTED));
        table.write(rows.with(2, Reason.ORDER_CANCELLED));
        Task.SyncAll all = Task.SyncAll.of(SHOP, Reason.STORE_REJECTED, "merchant:u-1", clock.instant());
        assertThat(done(queue, all)).isEqualTo(Outcome.Done.of("Sync pressed, orders: 1"));
        assertThat(queue.sent()).extracting(Check::order).containsExactly(new OrderId("1"));
    }

    @Test
    void aTaskOfAnUnknownShopIsDone() {
        assertThat(done(queue, new Task.Sweep(new ShopId("1")))).isEqualTo(Outcome.Done.of("unknown shop"));
        assertThat(done(queue, new Task.ShopEvent(new ShopId("1"), 6))).isEqualTo(Outcome.Done.of("unknown shop"));
    }

    @Test
    void aTaskThatFailsComesBackAndSparesItsNeighbour() {
        table.write(rows.waiting(1, Reason.ORDER_ON_HOLD, clock.instant().minusSeconds(600)));
        CheckQueue refusing = checks -> {
            throw new Transient(Upstream.AWS, Transient.Kind.UNAVAILABLE, null, "SQS is not to be had");
        };
        tiktok.failSearches(
                Optional.of(new Permanent(Upstream.TIKTOK, Permanent.Kind.AUTH_EXPIRED, "105005", "no", "r-1")));
        Map<MessageId, Outcome> outcomes = tasks(refusing)
                .handle(
                        List.of(delivered("m-1", new Task.Sweep(SHOP)), delivered("m-2", new Task.ShopEvent(SHOP, 6))),
                        new Invocation("request-1", () -> Duration.ofSeconds(120)));
        assertThat(outcomes.get(new MessageId("m-1"))).isInstanceOf(Outcome.Failed.class);
        assertThat(outcomes.get(new MessageId("m-2"))).isInstanceOf(Outcome.Done.class);
        assertThat(isAuthorised()).isFalse();
    }

    @Test
    void theTimerSendsOneSweepAShop() throws IOException {
        for (int i = 1; i <= 11; i++) {
            shops.put(ShopBuilder.shop().id("10" + i).build());
        }
        Queue tasks = new Queue(false);
        timer(tasks).handleRequest(event(), new FakeContext("request-1", 120_000));
        assertThat(tasks.bodies).hasSize(12);
        assertThat(tasks.bodies.get(0))
                .isEqualTo(
                        Files.readString(EVENTS.resolve("message-sweep.json")).strip());
        assertThat(new MessageCodec().readTask(tasks.bodies.get(11))).isEqualTo(new Task.Sweep(new ShopId("1011")));
    }

    @Test
    void aTimerThatCouldNotSendIsTriedAgain() {
        TimerHandler timer = timer(new Queue(true));
        assertThatThrownBy(() -> timer.handleRequest(event(), new FakeContext("request-1", 120_000)))
                .isInstanceOf(Transient.class);
    }

    private TimerHandler timer(SqsClient sqs) {
        Environment environment = new Environment(Map.of("TASKS_QUEUE_URL", "tasks"));
        return new TimerHandler(new TimerWiring(environment, sqs, shops, clock));
    }

    private Outcome done(CheckQueue checks, Task task) {
        return tasks(checks)
                .handle(List.of(delivered("m-1", task)), new Invocation("request-1", () -> Duration.ofSeconds(120)))
                .get(new MessageId("m-1"));
    }

    private Tasks tasks(CheckQueue checks) {
        FakeStore store = new FakeStore(clock, FakeStore.SecondCreate.DONE);
        return new Tasks(
                new SweepShop(shops, table, checks, clock),
                new FindMissedOrders(shops, states, table, tiktok, checks, clock),
                new FindPairs(shops, states, table, store, bus, clock),
                new WarnOfDeadlines(table, bus, clock),
                new AlertShop(shops, states, table, bus, clock),
                new ReleaseOrders(table, checks, walks, walks, clock),
                new SyncAllOrders(table, checks, walks, walks, clock),
                shops);
    }

    private Delivered<Task> delivered(String id, Task task) {
        return new Delivered<>(new MessageId(id), 1, clock.instant(), task);
    }

    private static ScheduledEvent event() throws IOException {
        return LambdaEventSerializers.<ScheduledEvent>serializerFor(
                        ScheduledEvent.class, ScheduledEvent.class.getClassLoader())
                .fromJson(Files.readString(EVENTS.resolve("scheduler-sweep.json")));
    }

    private static final class Queue implements SqsClient {
        private final List<String> bodies = new ArrayList<>();
        private final boolean gone;

        private Queue(boolean gone) {
            this.gone = gone;
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            if (gone) {
                throw SdkClientException.create("connection refused");
            }
            request.entries().forEach(entry -> bodies.add(entry.messageBody()));
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
