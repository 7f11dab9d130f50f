package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.LineItemId;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.port.OrderTable.Written;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.row.Claim;
import dev.ordersync.domain.row.Lines;
import dev.ordersync.domain.row.Mirror;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.row.State;
import dev.ordersync.domain.row.TrailEntry;
import dev.ordersync.domain.store.Form;
import dev.ordersync.testing.MutableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What each step of an order's life costs, in write units of the table and of each index, as DynamoDB bills them. */
@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteUnitsTest {
    private static final String TABLE = "write-units";
    private static final Instant NOW = Instant.parse("2060-01-10T12:00:00Z");
    private static final Claim CLAIM = new Claim("request/message", NOW.plus(Claim.LIFE));

    private WriteUnits units;
    private DynamoOrderTable table;
    private ShopId shop;
    private OrderRow row;

    @BeforeAll
    void createTable(DynamoDbClient client) {
        TableDefinition.create(client, TABLE);
        units = new WriteUnits(client);
        table = new DynamoOrderTable(units, TABLE, new MutableClock(NOW));
    }

    @BeforeEach
    void anOrder(TestInfo test) {
        shop = new ShopId("74940496426424" + Math.floorMod(test.getDisplayName().hashCode(), 100_000));
        row = OrderRow.unseen(shop, new OrderId("576461413038785752"), NOW)
                .withMirror(new Mirror(
                        "AWAITING_SHIPMENT",
                        NOW,
                        NOW,
                        Optional.of(NOW),
                        Optional.of(NOW.plusSeconds(86_400)),
                        AddressState.CLEAR,
                        "0123456789abcdef0123456789abcdef",
                        0));
        units.reset();
    }

    @Test
    void straight() {
        intent();
        synced();
        isBilled(1 + 1 + 1 + 1, 2, 0);
    }

    @Test
    void heldThenSynced() {
        held(NOW.plusSeconds(3900));
        intent();
        synced();
        isBilled(2 + 3 + 1, 4, 0);
    }

    @Test
    void unpaidThenHeldThenSynced() {
        step(State.of(Reason.AWAITING_PAYMENT, Map.of()));
        held(NOW.plusSeconds(3900));
        intent();
        synced();
        isBilled(2 + 4 + 1, 6, 0);
    }

    @Test
    void blockedForTheMerchantThenLinkedAndSynced() {
        trail();
        row = row.become(
                        State.of(Reason.PRODUCT_NOT_LINKED, Map.of("sku", "1729"))
                                .atStage(6),
                        new MessageId("m"),
                        NOW)
                .withAttention(Optional.of(Reason.PRODUCT_NOT_LINKED), Optional.of(NOW));
        write();
        isBilled(2, 1, 1);
        units.reset();
        row = row.withAttention(Optional.empty(), Optional.empty());
        intent();
        synced();
        // Trail, two rows and lines; out of the one place in the open index, in at another, out again; out of
        // attention.
        isBilled(1 + 2 + 1, 3, 1);
    }

    @Test
    void aHoldThatIsArmedAgain() {
        held(NOW.plusSeconds(3900));
        units.reset();
        step(State.of(Reason.ORDER_ON_HOLD, Map.of()).lookAgain(NOW.plusSeconds(7500), 1));
        isBilled(1, 2, 0);
    }

    @Test
    void aFurtherStatusOfTikToksThatIsMirrored() {
        intent();
        synced();
        units.reset();
        row = row.withMirror(new Mirror(
                "IN_TRANSIT",
                NOW.plusSeconds(5),
                NOW,
                Optional.of(NOW),
                Optional.of(NOW.plusSeconds(86_400)),
                AddressState.CLEAR,
                "0123456789abcdef0123456789abcdef",
                0));
        write();
        isBilled(1, 0, 0);
    }

    @Test
    void aStepInTheStoreAfterTheOrderIsThere() {
        intent();
        synced();
        units.reset();
        row = row.withEffect(
                        row.effect().withPending(List.of(PendingStep.CANCEL)).withClaim(CLAIM))
                .become(State.of(Status.SYNCED).lookAgain(NOW.plusSeconds(210), 0), new MessageId("m"), NOW);
        write();
        trail();
        row = row.withEffect(row.effect().done(PendingStep.CANCEL).withoutClaim())
                .become(State.of(Status.SYNCED), new MessageId("m"), NOW);
        done(table.writeUnderClaim(row, CLAIM));
        isBilled(1 + 2, 2, 0);
    }

    @Test
    void anUnknownOutcomeThatIsFoundAndAdopted() {
        intent();
        row = row.become(
                State.of(Reason.STORE_OUTCOME_UNKNOWN, Map.of()).lookAgain(NOW.plusSeconds(300), 0),
                new MessageId("m"),
                NOW);
        trail();
        done(table.writeUnderClaim(row, CLAIM));
        synced();
        isBilled(2 + 3 + 1, 4, 0);
    }

    private void intent() {
        row = row.withEffect(row.effect().intent(CLAIM, Form.PLAIN, NOW));
        step(State.of(Status.SYNCING));
    }

    private void synced() {
        trail();
        table.putLines(
                row, new Lines(List.of(new Lines.Line("gid://shopify/LineItem/1", List.of(new LineItemId("5764"))))));
        row = row.become(State.of(Status.SYNCED), new MessageId("m"), NOW)
                .withEffect(row.effect().created(new StoreOrderId("gid://shopify/Order/1"), "#1001", List.of()));
        done(table.writeUnderClaim(row, CLAIM));
    }

    private void held(Instant until) {
        trail();
        step(State.of(Reason.ORDER_ON_HOLD, Map.of()).atStage(5).lookAgain(until, 0));
    }

    private void step(State state) {
        row = row.become(state, new MessageId("m"), NOW);
        write();
    }

    private void write() {
        done(table.write(row));
    }

    private void done(Written written) {
        row = ((Written.Done) written).row();
    }

    private void trail() {
        table.append(new TrailEntry(
                shop,
                row.order(),
                NOW,
                new MessageId("m" + row.version()),
                Cause.WEBHOOK,
                "tiktok",
                Optional.empty(),
                "PASS",
                Optional.empty(),
                Status.SYNCED,
                Map.of(),
                List.of()));
    }

    private void isBilled(int inTable, int inOpen, int inAttention) {
        assertThat(units.table()).as("trail, rows and lines").isEqualTo(inTable);
        assertThat(units.index(Keys.OPEN)).as("index open").isEqualTo(inOpen);
        assertThat(units.index(Keys.ATTENTION)).as("index attention").isEqualTo(inAttention);
    }
}
