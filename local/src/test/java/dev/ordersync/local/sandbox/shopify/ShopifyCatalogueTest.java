package dev.ordersync.local.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopifyCatalogueTest {

    private static final String BY_SKU = """
            query Find($query: String!, $first: Int!, $after: String) {
              productVariants(first: $first, query: $query, after: $after) {
                nodes { id legacyResourceId sku inventoryPolicy inventoryQuantity price
                  product { id title status } inventoryItem { tracked requiresShipping } }
                pageInfo { hasNextPage endCursor } } }""";

    private final ShopifyTestBed bed = new ShopifyTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void findsNearMatchesBesideTheExactSku() throws IOException {
        assertThat(skus("sku:'CT-BLK-M'")).containsExactly("CT-BLK-M", "CT-BLK-M-2", "ct-blk-m");
        assertThat(skus("sku:CT-BLK-M")).containsExactly("CT-BLK-M", "CT-BLK-M-2", "ct-blk-m");
        assertThat(skus("sku:'NOTHING'")).isEmpty();
    }

    @Test
    void findsEveryVariantOfOneSkuWhateverItsStatus() throws IOException {
        JsonNode nodes = find("sku:'SCARF-RED'", 10, null).path("nodes");

        assertThat(nodes.findValuesAsText("status")).containsExactly("ACTIVE", "ARCHIVED");
        assertThat(skus("sku:'SCARF-RED' product_status:ACTIVE,DRAFT")).hasSize(1);
        assertThat(skus("sku:'SCARF-RED' AND product_status:ARCHIVED")).hasSize(1);
        assertThat(skus("sku:'TWIN-1'")).hasSize(2);
    }

    @Test
    void understandsAlternativesNegationsAndEscapedQuotes() throws IOException {
        ShopifyVariant lamp = bed.sandbox.variant("LAMP-1");
        bed.sandbox.putVariant(
                new ShopifyVariant(1, lamp.productId(), "O'NEIL \"X\"", "t", "t", "ACTIVE", lamp.price(), false, true),
                1);

        assertThat(skus("sku:'LAMP-1' OR sku:'MUG-BLUE'")).containsExactly("MUG-BLUE", "LAMP-1");
        assertThat(skus("sku:'SCARF-RED' -product_status:ARCHIVED")).hasSize(1);
        assertThat(skus("(sku:LAMP-1 OR sku:MUG-BLUE) product_status:ACTIVE")).hasSize(2);
        assertThat(skus("sku:'O\\'NEIL \"X\"'")).containsExactly("O'NEIL \"X\"");
    }

    @Test
    void ignoresAFilterThatItDoesNotKnow() throws IOException {
        assertThat(skus("seller_sku:'CT-BLK-M'")).hasSize(bed.sandbox.variants().size());
    }

    @Test
    void answersNullForADeletedVariant() throws IOException {
        ShopifyVariant lamp = bed.sandbox.variant("LAMP-1");
        bed.sandbox.deleteVariant(lamp);

        JsonNode nodes = bed.data(
                "query N($ids: [ID!]!) { nodes(ids: $ids) { id ... on ProductVariant { sku product { status } } } }",
                "{\"ids\":[\"" + lamp.gid() + "\",\""
                        + bed.sandbox.variant("GIFT-1").gid() + "\"]}");

        assertThat(nodes.get(0).isNull()).isTrue();
        assertThat(nodes.get(1).path("sku").asText()).isEqualTo("GIFT-1");
        assertThat(skus("sku:'LAMP-1'")).isEmpty();
    }

    @Test
    void showsAChangedStatusAndStock() throws IOException {
        ShopifyVariant lamp = bed.sandbox.variant("LAMP-1");
        bed.sandbox.setStatus(lamp, "DRAFT");
        bed.sandbox.setStock(lamp, 3);

        JsonNode node = find("sku:'LAMP-1'", 10, null).path("nodes").get(0);

        assertThat(node.path("product").path("status").asText()).isEqualTo("DRAFT");
        assertThat(node.path("inventoryQuantity").asInt()).isEqualTo(3);
        assertThat(node.path("legacyResourceId").asText()).isEqualTo(Long.toString(lamp.id()));
        assertThat(lamp.id()).isGreaterThan(1L << 31);
    }

    @Test
    void pagesByCursor() throws IOException {
        JsonNode first = find("sku:'CT-BLK-M'", 2, null);
        JsonNode second = find(
                "sku:'CT-BLK-M'", 2, first.path("pageInfo").path("endCursor").asText());

        assertThat(first.path("nodes")).hasSize(2);
        assertThat(first.path("pageInfo").path("hasNextPage").asBoolean()).isTrue();
        assertThat(second.path("nodes").findValuesAsText("sku")).containsExactly("ct-blk-m");
        assertThat(second.path("pageInfo").path("hasNextPage").asBoolean()).isFalse();
    }

    @Test
    void wantsTheSizeOfAPage() throws IOException {
        JsonNode answer = bed.call("{ productVariants { nodes { id } } }", "{}");

        assertThat(answer.path("errors").get(0).path("message").asText()).contains("first or last");
    }

    @Test
    void listsItsOneLocation() throws IOException {
        JsonNode locations = bed.data("{ locations(first: 5) { nodes { id name isActive } } }", "{}");

        assertThat(locations.path("nodes")).hasSize(1);
        assertThat(locations.path("nodes").get(0).path("isActive").asBoolean()).isTrue();
    }

    private List<String> skus(String query) throws IOException {
        return find(query, 250, null).path("nodes").findValuesAsText("sku");
    }

    private JsonNode find(String query, int first, String after) throws IOException {
        return bed.data(
                BY_SKU,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("query", query)
                        .put("first", first)
                        .put("after", after)
                        .toString());
    }
}
