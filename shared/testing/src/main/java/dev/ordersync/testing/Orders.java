package dev.ordersync.testing;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.OrderStatus;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * TikTok orders for tests. Unless a test says otherwise, an order is paid, off hold, shipped by the seller to a clear US
 * address, and holds two units of one product and a gift. Who buys what follows from the order's id, so tests do not come
 * to rely on one name, and a failure repeats.
 */
public final class Orders {
    /** When an order of these was placed. */
    public static final Instant CREATED_AT = Instant.ofEpochSecond(1_763_700_000);

    /** When it was paid, 12 s later. */
    public static final Instant PAID_AT = Instant.ofEpochSecond(1_763_700_012);

    /** When TikTok took it off hold, an hour later; a good time for tests to begin at. */
    public static final Instant OFF_HOLD_AT = Instant.ofEpochSecond(1_763_703_620);

    private static final List<String> FIRST_NAMES =
            List.of("Dana", "Björk", "Oluwaseun", "María José", "Li", "O'Neil", "Zoë", "Jan-Peter");
    private static final List<String> LAST_NAMES =
            List.of("Example", "Müller", "de la Cruz", "Nguyễn", "Smith", "D'Angelo", "Wang", "Ó Briain");
    private static final List<String> STREETS =
            List.of("Sample St", "Main St", "Peachtree Rd NE", "Calle Ocho", "5th Ave", "Elm Ct");

    private Orders() {}

    public static OrderBuilder order(String id) {
        return new OrderBuilder(new OrderId(id));
    }

    /** What a test takes that cares for no detail. */
    public static TikTokOrder paid(String id) {
        return order(id).build();
    }

    /** An order that TikTok holds for the buyer's free-cancellation hour: it shows no address. */
    public static OrderBuilder held(String id) {
        return order(id).status(OrderStatus.ON_HOLD).updatedAt(PAID_AT).address(Recipient.none());
    }

    /** An order that nobody has paid yet. */
    public static OrderBuilder unpaid(String id) {
        return order(id)
                .status(OrderStatus.UNPAID)
                .unpaid()
                .updatedAt(CREATED_AT)
                .address(masked(recipient(id)));
    }

    /** An order that TikTok's label ships: the address is masked for good. */
    public static OrderBuilder shippedByTikTok(String id) {
        return order(id).shippingType(ShippingType.TIKTOK).address(masked(recipient(id)));
    }

    /** A clear US address. */
    public static Recipient recipient(String id) {
        Random random = new Random(id.hashCode());
        String first = pick(FIRST_NAMES, random);
        String last = pick(LAST_NAMES, random);
        return new Recipient(
                first + " " + last,
                first,
                last,
                "(+1)303555" + String.format("%04d", random.nextInt(10_000)),
                (1 + random.nextInt(999)) + " " + pick(STREETS, random),
                "Apt " + (1 + random.nextInt(99)),
                "",
                "",
                "Denver",
                "Denver County",
                "Colorado",
                String.format("%05d", 80_000 + random.nextInt(999)),
                "US",
                "Side Door");
    }

    /** The same address as TikTok masks it: country, state and county stay clear. */
    public static Recipient masked(Recipient clear) {
        return new Recipient(
                "D***",
                "D***",
                "E***",
                "(+1)303***23",
                "1** S*** St",
                "A***",
                "",
                "",
                "D***",
                clear.county(),
                clear.state(),
                "802**",
                clear.region(),
                "");
    }

    /** An address in the United Kingdom, where the city is the post town. */
    public static Recipient british() {
        return new Recipient(
                "Dana Example",
                "Dana",
                "Example",
                "(+44)7700900123",
                "1 Sample Street",
                "Flat 2",
                "",
                "",
                "Leeds",
                "West Yorkshire",
                "England",
                "LS1 4AP",
                "GB",
                "");
    }

    static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
