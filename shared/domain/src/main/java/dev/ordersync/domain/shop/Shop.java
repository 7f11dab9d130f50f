package dev.ordersync.domain.shop;

import dev.ordersync.domain.ConnectionId;
import dev.ordersync.domain.MerchantId;
import dev.ordersync.domain.ShopId;
import java.time.Instant;
import java.util.Optional;

/**
 * A TikTok shop and the store that it is connected with.
 *
 * @param region TikTok's code of the market: US, GB ...
 * @param cipher TikTok's {@code shop_cipher}, sent with every shop-level call
 * @param authorisation the TikTok authorisation whose token opens the shop; shops of one seller may share one
 * @param authorised false once TikTok refused us: the seller took the authorisation back, or our tokens have ended
 * @param connectedAt when this shop was first connected with this store; new tokens never move it
 * @param changedAt when settings, plan or links last changed, for checks that must not judge on an older copy
 * @param tiktokPausedUntil TikTok asked us to slow down until then
 * @param storePausedUntil the store asked us to slow down until then
 */
public record Shop(
        ShopId id,
        MerchantId merchant,
        String name,
        String region,
        String cipher,
        String authorisation,
        boolean authorised,
        ConnectionId connection,
        Platform platform,
        Instant connectedAt,
        Settings settings,
        Plan plan,
        Instant changedAt,
        Optional<Instant> tiktokPausedUntil,
        Optional<Instant> storePausedUntil) {

    /** Whether amounts are stated before tax, as in the US; elsewhere prices include it. */
    public boolean pricesExcludeTax() {
        return "US".equals(region);
    }

    /** When both upstreams may be called again, if one of them is paused now. */
    public Optional<Instant> pausedUntil(Instant now) {
        Instant latest = Instant.MIN;
        for (Optional<Instant> pause : java.util.List.of(tiktokPausedUntil, storePausedUntil)) {
            if (pause.isPresent() && pause.get().isAfter(latest)) {
                latest = pause.get();
            }
        }
        return latest.isAfter(now) ? Optional.of(latest) : Optional.empty();
    }
}
