package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.Transient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VariantsTest {
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    @Test
    void onlyASkuThatEqualsCounts() {
        shopify.answer(page(
                false,
                variant(1, "AB-1", "ACTIVE"),
                variant(2, "ab-1", "ACTIVE"),
                variant(3, "AB-1-XL", "ACTIVE"),
                variant(4, " AB-1 ", "DRAFT"),
                variant(5, "C", "UNLISTED")));

        Map<String, List<Variant>> found = shopify.store().variantsBySku(List.of("AB-1", " C ", "D", " "));

        assertThat(found.keySet()).containsExactlyInAnyOrder("AB-1", " C ", "D", " ");
        assertThat(found.get("AB-1"))
                .extracting(variant -> variant.id().value())
                .containsExactly(gid(1), gid(4));
        assertThat(found.get("AB-1")).extracting(Variant::live).containsExactly(true, false);
        assertThat(found.get(" C ")).extracting(Variant::live).containsExactly(true);
        assertThat(found.get("D")).isEmpty();
        assertThat(found.get(" ")).isEmpty();
        assertThat(shopify.onlyRequest().variables().path("query").textValue())
                .isEqualTo("sku:'AB-1' OR sku:'C' OR sku:'D'");
    }

    @Test
    void anEmptySkuIsNeverAskedFor() {
        assertThat(shopify.store().variantsBySku(List.of(""))).containsEntry("", List.of());
        assertThat(shopify.requests()).isEmpty();
    }

    @Test
    void quotesAndBackslashesAreEscaped() {
        shopify.answer(page(false, variant(1, "O'Neil\\5\\\"", "ACTIVE").replace("\\5\\\"", "\\\\5\\\"")));

        Map<String, List<Variant>> found = shopify.store().variantsBySku(List.of("O'Neil\\5\""));

        assertThat(found.get("O'Neil\\5\"")).hasSize(1);
        assertThat(shopify.onlyRequest().variables().path("query").textValue()).isEqualTo("sku:'O\\'Neil\\\\5\"'");
    }

    @Test
    void readsEveryPageBecauseATwinMayBeOnTheNext() {
        shopify.answer(page(true, variant(1, "A", "ACTIVE"))).answer(page(false, variant(2, "A", "ACTIVE")));

        assertThat(shopify.store().variantsBySku(List.of("A")).get("A")).hasSize(2);
        assertThat(shopify.requests().get(1).variables().path("after").textValue())
                .isEqualTo("next");
    }

    @Test
    void asksForTenSkusAtATime() {
        shopify.answer(page(false)).answer(page(false));
        List<String> skus = IntStream.range(0, 11).mapToObj(i -> "S" + i).toList();

        assertThat(shopify.store().variantsBySku(skus)).hasSize(11);
        assertThat(shopify.requests()).hasSize(2);
    }

    @Test
    void aVariantThatIsNullOrSomethingElseIsGone() {
        shopify.answer(
                "{\"data\":{\"nodes\":[" + variant(1, "A", "ARCHIVED") + ",null,{\"__typename\":\"Product\"}]}}");

        Map<VariantId, Variant> found = shopify.store()
                .variantsById(List.of(
                        new VariantId(gid(1)),
                        new VariantId(gid(2)),
                        new VariantId(gid(3)),
                        new VariantId("42"),
                        new VariantId("gid://shopify/Product/1")));

        assertThat(found.keySet()).containsExactly(new VariantId(gid(1)));
        assertThat(found.get(new VariantId(gid(1))).productStatus()).isEqualTo("ARCHIVED");
        assertThat(found.get(new VariantId(gid(1))).live()).isFalse();
        assertThat(shopify.onlyRequest().variables().path("ids")).hasSize(3);
    }

    @Test
    void asksForAHundredIdsAtATime() {
        shopify.answer(nulls(100)).answer(nulls(1));
        List<VariantId> ids =
                IntStream.range(0, 101).mapToObj(i -> new VariantId(gid(i))).toList();

        assertThat(shopify.store().variantsById(ids)).isEmpty();
        assertThat(shopify.requests()).hasSize(2);
    }

    @Test
    void aMissingAnswerIsNotAMissingVariant() {
        shopify.answer("{\"data\":{\"nodes\":[]}}");
        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> shopify.store().variantsById(List.of(new VariantId(gid(1)))));

        shopify.answer("{\"data\":{\"productVariants\":null}}");
        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> shopify.store().variantsBySku(List.of("A")));
    }

    private static String gid(int id) {
        return "gid://shopify/ProductVariant/" + id;
    }

    private static String nulls(int count) {
        return "{\"data\":{\"nodes\":["
                + IntStream.range(0, count).mapToObj(i -> "null").collect(Collectors.joining(",")) + "]}}";
    }

    private static String variant(int id, String sku, String status) {
        return """
                {"__typename": "ProductVariant", "id": "%s", "sku": "%s", "title": "M",
                 "product": {"title": "Top", "status": "%s"}, "inventoryItem": {"requiresShipping": true}}""".formatted(gid(id), sku, status);
    }

    private static String page(boolean more, String... variants) {
        return "{\"data\":{\"productVariants\":{\"nodes\":[" + String.join(",", variants)
                + "],\"pageInfo\":{\"hasNextPage\":" + more + ",\"endCursor\":" + (more ? "\"next\"" : "null") + "}}}}";
    }
}
