package dev.ordersync.aws.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.aws.LocalAws;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.SkuId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Links;
import dev.ordersync.domain.shop.Link;
import dev.ordersync.testing.contract.LinksContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAws.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoLinksTest extends LinksContract {
    private static final String TABLE = "links-contract";
    private DynamoDbClient dynamo;

    @BeforeAll
    void createTable(DynamoDbClient client) {
        dynamo = client;
        TableDefinition.create(client, TABLE);
    }

    @Override
    protected Links links() {
        return new DynamoLinks(dynamo, TABLE);
    }

    @Test
    void aConfiguredLinkLeavesTheMerchantsAloneUnlessToldOtherwise() {
        ShopId shop = new ShopId("configured");
        Directory directory = new Directory(dynamo, TABLE);
        Link merchants = new Link(new SkuId("1"), new VariantId("mine"), "", Instant.EPOCH);
        Link configured = new Link(new SkuId("1"), new VariantId("theirs"), "", Instant.EPOCH);
        links().put(shop, merchants);
        directory.putLink(shop, configured, Directory.Existing.KEEP);
        assertThat(links().of(shop, List.of(new SkuId("1")), Links.Consistency.STRONG))
                .containsValue(merchants);
        directory.putLink(shop, configured, Directory.Existing.OVERWRITE);
        assertThat(links().of(shop, List.of(new SkuId("1")), Links.Consistency.STRONG))
                .containsValue(configured);
    }
}
