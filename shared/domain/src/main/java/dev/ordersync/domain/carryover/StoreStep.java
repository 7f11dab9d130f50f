package dev.ordersync.domain.carryover;

import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.OrderRow;
import dev.ordersync.domain.row.PendingStep;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that is to be done to a store order that is there. Doing it again changes nothing. */
public sealed interface StoreStep permits AddressStep, CancelStep, LinesStep, ReleaseStep, RequestStep {

    /**
     * What a step works on.
     *
     * @param before the store order as it was just read
     * @param order TikTok's order, where it could be read
     * @param lastLook asked right before each call that changes something; throws where it would come too late
     */
    record Work(
            Shop shop, OrderRow row, Store store, StoreOrder before, Optional<TikTokOrder> order, Runnable lastLook) {
        /** The store, for one call that changes something. */
        Store changing() {
            lastLook.run();
            return store;
        }

        /** Says it in a note, once: the marker tells whether it stands there already. */
        void note(String step, String text) {
            String marker = "[ordersync:" + row.order() + ":" + step + "]";
            if (!before.note().contains(marker)) {
                changing().addNote(before, text + " " + marker);
            }
        }

        void tag(String tag) {
            if (!before.tags().contains(tag)) {
                changing().addTags(before.id(), List.of(tag));
            }
        }

        void untag(String tag) {
            if (before.tags().contains(tag)) {
                changing().removeTags(before.id(), List.of(tag));
            }
        }
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * The step is over.
         *
         * @param verdict for the trail
         * @param row as it is from now on, the step still pending on it
         * @param attention what a person is to know
         */
        record Done(String verdict, OrderRow row, Optional<Reason> attention) implements Result {}

        /** The store goes on with it in its own time. */
        record NotYet(String verdict, String words) implements Result {}
    }

    /** How many calls of the store it takes at most, the reading of the store order included. */
    int calls();

    /** Whether it can be done now; {@code order} is TikTok's, where it could be read. */
    default boolean isReady(Optional<TikTokOrder> order, Instant now) {
        return true;
    }

    /**
     * @throws dev.ordersync.domain.upstream.UpstreamException where the store does not do it
     */
    Result run(Work work);

    static StoreStep of(PendingStep step) {
        return switch (step) {
            case CANCEL -> new CancelStep();
            case TAG -> new RequestStep();
            case LINES -> new LinesStep();
            case ADDRESS -> new AddressStep();
            case RELEASE -> new ReleaseStep();
        };
    }
}
