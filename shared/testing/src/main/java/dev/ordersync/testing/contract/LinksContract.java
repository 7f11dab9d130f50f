package dev.ordersync.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.port.Links.Consistency;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.port.UnreadableCursor;
import dev.ordersync.domain.shop.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Links are kept by SKU, and a move never overwrites somebody else's word. */
public abstract class LinksContract {
    private static final Instant LINKED_AT = Instant.parse("2060-01-10T12:00:00.123456Z");

    private Links links;
    private ShopId shop;

    protected abstract Links links();

    @BeforeEach
    void ownShop(TestInfo test) {
        shop = new ShopId("s" + test.getDisplayName().hashCode());
        links = links();
    }

    @Test
    void linksComeBackAsTheyWere() {
        Link first = link("1", "gid://shopify/ProductVariant/1");
        Link second = new Link(new SkuId("2"), new VariantId("2"), "", LINKED_AT);
        links.put(shop, first);
        links.put(shop, second);
        for (Consistency consistency : Consistency.values()) {
            assertThat(links.of(shop, List.of(first.sku(), first.sku(), new SkuId("3"), second.sku()), consistency))
                    .hasSize(2)
                    .containsEntry(first.sku(), first)
                    .containsEntry(second.sku(), second);
        }
        assertThat(links.of(shop, List.of(), Consistency.EVENTUAL)).isEmpty();
        assertThat(links.of(new ShopId("other"), List.of(first.sku()), Consistency.STRONG))
                .isEmpty();
    }

    @Test
    void moreThanAHundredSkusAreFound() {
        List<SkuId> skus = IntStream.range(0, 130)
                .mapToObj(i -> new SkuId("" + (1000 + i)))
                .toList();
        skus.forEach(sku -> links.put(shop, link(sku.value(), "v")));
        assertThat(links.of(shop, skus, Consistency.EVENTUAL)).hasSize(130);
    }

    @Test
    void theyAreListedBySkuPageByPage() {
        List.of("3", "1", "2").forEach(sku -> links.put(shop, link(sku, "v" + sku)));
        List<String> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Link> page = links.list(shop, 2, cursor);
            page.items().forEach(link -> listed.add(link.sku().value()));
            cursor = page.cursor();
        } while (cursor.isPresent());
        assertThat(listed).containsExactly("1", "2", "3");
        assertThatThrownBy(() -> links.list(shop, 2, Optional.of("no cursor!"))).isInstanceOf(UnreadableCursor.class);
    }

    @Test
    void aDeletedLinkIsGoneAlsoTheSecondTime() {
        links.put(shop, link("1", "v"));
        links.delete(shop, new SkuId("1"));
        links.delete(shop, new SkuId("1"));
        assertThat(links.of(shop, List.of(new SkuId("1")), Consistency.STRONG)).isEmpty();
    }

    @Test
    void aLinkIsMovedOnlyIfNobodyHasTouchedIt() {
        Link read = link("1", "gone");
        links.put(shop, read);
        Link moved = read.movedTo(new VariantId("new"), "MUG-1");
        links.move(shop, read, moved);
        assertThat(links.of(shop, List.of(read.sku()), Consistency.STRONG)).containsValue(moved);
        links.move(shop, read, read.movedTo(new VariantId("newer"), "MUG-1"));
        assertThat(links.of(shop, List.of(read.sku()), Consistency.STRONG)).containsValue(moved);
        links.delete(shop, read.sku());
        links.move(shop, moved, read);
        assertThat(links.of(shop, List.of(read.sku()), Consistency.STRONG)).isEmpty();
    }

    private static Link link(String sku, String variant) {
        return new Link(new SkuId(sku), new VariantId(variant), "MUG-1", LINKED_AT);
    }
}
