package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documents against Shopify's schema. The variables of every other test are held against it by {@link FakeShopify}. */
class DocumentsTest {

    @BeforeEach
    void needsTheSchema() {
        assumeThat(AdminSchema.isThere())
                .as("no -Dordersync.schemas=<folder with shopify/admin_2026-07.nodesc.graphql.gz>: not checked")
                .isTrue();
    }

    @Test
    void everyDocumentIsValidInBothVersions() {
        for (AdminSchema schema : AdminSchema.loaded()) {
            for (String document : Documents.ALL) {
                assertThat(schema.problems(document)).as(document).isEmpty();
            }
        }
    }

    @Test
    void theSchemaNoticesAMisspeltField() throws Exception {
        String american = "{\"order\": {}, \"options\": {\"inventoryBehavior\": \"BYPASS\"}}";

        assertThat(AdminSchema.loaded()).hasSize(AdminSchema.VERSIONS.size()).allSatisfy(schema -> assertThat(
                        schema.problems(Documents.CREATE_ORDER, FakeShopify.JSON.readTree(american)))
                .isNotEmpty());
    }
}
