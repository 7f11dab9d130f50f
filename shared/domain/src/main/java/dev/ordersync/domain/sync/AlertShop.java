package dev.ordersync.domain.sync;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Bus;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.SweepStates;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.shop.ShopTrouble;
import dev.ordersync.domain.shop.SweepState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells once what troubles a whole shop, however many orders wait for it, and once more only when it is over and comes
 * back. It is told first and noted afterwards: a worker that dies in between has it told once more under the same id.
 */
public final class AlertShop {
    private final Shops shops;
    private final SweepStates states;
    private final OrderTable orders;
    private final Bus bus;
    private final InstantSource clock;

    public AlertShop(Shops shops, SweepStates states, OrderTable orders, Bus bus, InstantSource clock) {
        this.shops = shops;
        this.states = states;
        this.orders = orders;
        this.bus = bus;
        this.clock = clock;
    }

    /** Returns how many troubles were told. */
    public int look(ShopId id) {
        SweepState state = states.of(id);
        return shops.find(id, Optional.empty())
                .map(shop -> look(shop, state, state))
                .orElse(0);
    }

    /** TikTok says, daily from 30 days before, that our access to the shop ends. Returns how many troubles were told. */
    public int expiresSoon(Shop shop) {
        SweepState state = states.of(shop.id());
        return look(shop, state, state.expires(clock.instant()));
    }

    private int look(Shop shop, SweepState before, SweepState state) {
        Instant now = clock.instant();
        Set<ShopTrouble> troubles = troubles(shop, state, now);
        List<Bus.Event> news = troubles.stream()
                .filter(trouble -> !state.told().contains(trouble))
                .map(trouble -> event(shop, state, trouble, now))
                .toList();
        News.tell(bus, news);
        SweepState after = state.telling(troubles);
        if (!after.equals(before)) {
            // Of two at once one is not stored: the next sweep notes it.
            states.save(shop.id(), after);
        }
        return news.size();
    }

    private Set<ShopTrouble> troubles(Shop shop, SweepState state, Instant now) {
        Set<ShopTrouble> troubles = EnumSet.noneOf(ShopTrouble.class);
        for (ShopTrouble trouble : ShopTrouble.values()) {
            boolean stands =
                    switch (trouble) {
                        case AUTO_SYNC_DISABLED -> isWaitedFor(shop, Reason.AUTO_SYNC_DISABLED);
                        case PLAN_INACTIVE -> isWaitedFor(shop, Reason.PLAN_INACTIVE);
                        case TIKTOK_AUTH_EXPIRED -> !shop.authorised() || isWaitedFor(shop, Reason.TIKTOK_AUTH_EXPIRED);
                        case TIKTOK_AUTH_EXPIRES_SOON -> state.expiresSoon(now);
                        case STORE_AUTH_EXPIRED -> isWaitedFor(shop, Reason.STORE_AUTH_EXPIRED);
                        case WEBHOOKS_LOST -> state.webhooks().seemLost(now);
                    };
            if (stands) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }

    private boolean isWaitedFor(Shop shop, Reason reason) {
        return orders.countWaiting(shop.id(), Waiting.because(reason), 1) > 0;
    }

    private static Bus.Event event(Shop shop, SweepState state, ShopTrouble trouble, Instant now) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reason", trouble.name());
        details.put("message", trouble.message());
        details.put("resolution", trouble.resolution());
        String id = shop.id() + "#" + trouble + "#" + (state.version() + 1);
        return new Bus.Event(Bus.Type.SHOP_NEEDS_ATTENTION, shop.id(), Optional.empty(), id, now, details);
    }
}
