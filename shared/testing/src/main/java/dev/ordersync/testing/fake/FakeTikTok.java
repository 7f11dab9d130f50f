package dev.ordersync.testing.fake;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.port.OrderRead;
import dev.ordersync.domain.port.TikTokOrders;
import dev.ordersync.domain.port.TikTokShops;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TikTok's orders in memory. */
public final class FakeTikTok implements TikTokOrders, TikTokShops {
    private static final int PAGE = 2;

    private final Map<OrderId, TikTokOrder> orders = new HashMap<>();
    private final Deque<UpstreamException> failures = new ArrayDeque<>();
    private final Map<OrderId, Permanent> refused = new HashMap<>();
    private int calls;
    private int searches;
    private int renewals;
    private final Map<String, String> subscriptions = new HashMap<>();
    private Optional<UpstreamException> subscribeFailure = Optional.empty();
    private Optional<UpstreamException> searchFailure = Optional.empty();
    private Optional<UpstreamException> renewalFailure = Optional.empty();
    private Runnable beforePage = () -> {};

    public synchronized FakeTikTok put(TikTokOrder order) {
        orders.put(order.id(), order);
        return this;
    }

    /** The next call that is not yet to fail fails like this. */
    public synchronized FakeTikTok failNext(UpstreamException failure) {
        failures.add(failure);
        return this;
    }

    /** A call that names this order fails like this. */
    public synchronized FakeTikTok refuseAlways(OrderId id, Permanent refusal) {
        refused.put(id, refusal);
        return this;
    }

    /** How often it was asked. */
    public synchronized int calls() {
        return calls;
    }

    @Override
    public synchronized Map<OrderId, OrderRead> read(Shop shop, Collection<OrderId> ids) {
        calls++;
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        for (OrderId id : ids) {
            if (refused.containsKey(id)) {
                throw refused.get(id);
            }
        }
        Map<OrderId, OrderRead> found = new HashMap<>();
        for (OrderId id : ids) {
            TikTokOrder order = orders.get(id);
            boolean theirs = order != null && order.shop().equals(shop.id());
            found.put(id, theirs ? new OrderRead.Found(order) : new OrderRead.NotKnown());
        }
        return found;
    }

    /** Every search fails like this, until it is empty. */
    public synchronized FakeTikTok failSearches(Optional<UpstreamException> failure) {
        searchFailure = failure;
        return this;
    }

    /** Every renewal of the token fails like this, until it is empty. */
    public synchronized FakeTikTok failRenewals(Optional<UpstreamException> failure) {
        renewalFailure = failure;
        return this;
    }

    /** Happens before each page of a search is made. */
    public synchronized FakeTikTok beforePage(Runnable happens) {
        beforePage = happens;
        return this;
    }

    /** How many pages were asked for. */
    public synchronized int searches() {
        return searches;
    }

    /** How often it was asked to see to the token. */
    public synchronized int renewals() {
        return renewals;
    }

    /** Two orders a page. A page's name is how many lie before it, so what moves meanwhile moves between the pages. */
    @Override
    public synchronized Page changedSince(Shop shop, Instant from, Optional<String> page) {
        searches++;
        beforePage.run();
        if (searchFailure.isPresent()) {
            throw searchFailure.get();
        }
        List<Changed> changed = orders.values().stream()
                .filter(order ->
                        order.shop().equals(shop.id()) && !order.updatedAt().isBefore(from))
                .map(order -> new Changed(order.id(), order.updatedAt()))
                .sorted(Comparator.comparing(Changed::at)
                        .thenComparing(one -> one.order().value()))
                .toList();
        int begin = Math.min(page.map(Integer::parseInt).orElse(0), changed.size());
        int end = Math.min(begin + PAGE, changed.size());
        return new Page(
                changed.subList(begin, end),
                end < changed.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }

    @Override
    public synchronized void renewToken(Shop shop) {
        renewals++;
        if (renewalFailure.isPresent()) {
            throw renewalFailure.get();
        }
    }

    /** The shops' subscriptions are lost, as when a seller authorises the app anew. */
    public synchronized FakeTikTok loseSubscriptions() {
        subscriptions.clear();
        return this;
    }

    /** Every look at subscriptions fails like this, until it is empty. */
    public synchronized FakeTikTok failSubscriptions(Optional<UpstreamException> failure) {
        subscribeFailure = failure;
        return this;
    }

    /** Where the shop's webhooks go. */
    public synchronized Optional<String> subscription(Shop shop) {
        return Optional.ofNullable(subscriptions.get(shop.id().value()));
    }

    @Override
    public synchronized List<String> subscribe(Shop shop, String address) {
        if (subscribeFailure.isPresent()) {
            throw subscribeFailure.get();
        }
        return address.equals(subscriptions.put(shop.id().value(), address))
                ? List.of()
                : List.of("ORDER_STATUS_CHANGE");
    }
}
