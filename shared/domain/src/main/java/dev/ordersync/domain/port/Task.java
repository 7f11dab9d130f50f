package dev.ordersync.domain.port;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Work on a whole shop, from the queue of tasks. To do one again is harmless. */
public sealed interface Task {
    ShopId shop();

    /** Look for what was lost. */
    record Sweep(ShopId shop) implements Task {}

    /** TikTok reported something about the shop itself. @param type one of {@link dev.ordersync.domain.shop.ShopTopics} */
    record ShopEvent(ShopId shop, int type) implements Task {}

    /** A task that goes over rows page by page, and sends itself on where its time does not suffice. */
    sealed interface Walk extends Task {
        Instant begunAt();

        /** Where to go on; empty for the beginning. */
        Optional<String> after();

        /** How often in a row it has sent itself on. */
        int hops();

        /** The same walk from there on. */
        Walk goOn(Optional<String> after, int hops);
    }

    /**
     * Something changed that orders wait for, and the change is stored: have them checked.
     *
     * @param key the SKU that was linked; empty for what changes for the whole shop
     * @param actor whose change it was: "merchant:" and the token's subject, or "operator"
     */
    record Release(
            ShopId shop,
            Change change,
            Optional<String> key,
            Instant changedAt,
            String actor,
            Optional<String> after,
            int hops)
            implements Walk {

        public static Release of(ShopId shop, Change change, Optional<String> key, Instant changedAt, String actor) {
            return new Release(shop, change, key, changedAt, actor, Optional.empty(), 0);
        }

        @Override
        public Instant begunAt() {
            return changedAt;
        }

        @Override
        public Release goOn(Optional<String> from, int hop) {
            return new Release(shop, change, key, changedAt, actor, from, hop);
        }
    }

    /**
     * The merchant pressed Sync for all orders that show a reason.
     *
     * @param actor "merchant:" and the token's subject
     */
    record SyncAll(ShopId shop, Reason reason, String actor, Instant pressedAt, Optional<String> after, int hops)
            implements Walk {

        public static SyncAll of(ShopId shop, Reason reason, String actor, Instant pressedAt) {
            return new SyncAll(shop, reason, actor, pressedAt, Optional.empty(), 0);
        }

        @Override
        public Instant begunAt() {
            return pressedAt;
        }

        @Override
        public SyncAll goOn(Optional<String> from, int hop) {
            return new SyncAll(shop, reason, actor, pressedAt, from, hop);
        }
    }

    /** What may change for many orders at once, and which reasons wait for it. */
    enum Change {
        /** A SKU was linked: frees those that wait for this very SKU. */
        LINK(Stream.of(Reason.values()).filter(Reason::waitsForSku).toList()),
        /** Automatic sync was switched on. */
        AUTO_SYNC(List.of(Reason.AUTO_SYNC_DISABLED)),
        /** Samples are synced again. */
        SAMPLE_RULE(List.of(Reason.SAMPLE_SYNC_DISABLED)),
        /** The operator wrote the plan anew. */
        PLAN(List.of(Reason.PLAN_INACTIVE)),
        /** TikTok gave us new tokens. */
        RECONNECT_TIKTOK(List.of(Reason.TIKTOK_AUTH_EXPIRED)),
        /** The store gave us new credentials. */
        RECONNECT_STORE(List.of(Reason.STORE_AUTH_EXPIRED, Reason.STORE_UPDATE_FAILED));

        private final List<Reason> frees;

        Change(List<Reason> frees) {
            this.frees = frees;
        }

        public List<Reason> frees() {
            return frees;
        }
    }
}
