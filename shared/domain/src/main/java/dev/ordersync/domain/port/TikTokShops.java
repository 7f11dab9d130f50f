package dev.ordersync.domain.port;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.shop.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What TikTok is asked about a shop as a whole, whether or not the shop is marked as authorised. */
public interface TikTokShops {
    /** An order and when TikTok last changed it. */
    record Changed(OrderId order, Instant at) {}

    /** @param next goes on where the page ends; empty at the end */
    record Page(List<Changed> orders, Optional<String> next) {}

    /**
     * Orders that were changed at {@code from} or later, those that were changed first come first. At most 100.
     *
     * @param page what the page before gave, asked with the same {@code from}
     * @throws dev.ordersync.domain.upstream.Transient TikTok is not to be had now
     * @throws dev.ordersync.domain.upstream.Permanent AUTH_EXPIRED where TikTok does not accept us for this shop
     */
    Page changedSince(Shop shop, Instant from, Optional<String> page);

    /**
     * Renews the shop's access token where half of its life is over. One whose end is not known is left until it is
     * rejected.
     *
     * @throws dev.ordersync.domain.upstream.Transient no answer, or somebody else is asking right now
     * @throws dev.ordersync.domain.upstream.Permanent AUTH_EXPIRED when TikTok does not renew it
     */
    void renewToken(Shop shop);

    /**
     * Has TikTok send the shop's webhooks to this address. What leads there already is left alone.
     *
     * @return the topics that did not, by TikTok's names
     * @throws dev.ordersync.domain.upstream.Transient no answer; some of them may lead there now
     * @throws dev.ordersync.domain.upstream.Permanent AUTH_EXPIRED where TikTok does not accept us for this shop, REFUSED where it
     *     does not take the address or one of the topics; the others lead there now
     */
    List<String> subscribe(Shop shop, String address);
}
