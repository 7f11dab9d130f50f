package dev.ordersync.domain.port;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.shop.Link;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The merchant's links of TikTok SKUs with store variants. */
public interface Links {
    /** The links of these SKUs, eventually consistent unless {@code consistent}. */
    Map<SkuId, Link> of(ShopId shop, Collection<SkuId> skus, Consistency consistency);

    OrderTable.Page<Link> list(ShopId shop, int limit, Optional<String> cursor);

    void put(ShopId shop, Link link);

    /** Removes the link; also when there is none. */
    void delete(ShopId shop, SkuId sku);

    /** Points an existing link at another variant, unless somebody has changed or removed it since it was read. */
    void move(ShopId shop, Link from, Link to);

    /** How fresh a read must be. */
    enum Consistency {
        EVENTUAL,
        STRONG
    }
}
