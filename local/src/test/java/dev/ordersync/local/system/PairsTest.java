package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.local.sandbox.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two store orders with one key, however they came to be: told once, and neither is touched. */
class PairsTest {
    private static final Pattern FOUND = Pattern.compile("pairs found: ([0-9]+)");

    private RunningSystem system;

    @BeforeEach
    void start() throws Exception {
        system = RunningSystem.start();
        system.advance(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void aPairIsToldOnceAndNeitherIsTouched() throws IOException {
        String synced = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        byHand(synced);
        byHand("576461413038785752");
        byHand("576461413038785752");
        byHand("576461413038785752-2");
        byHand("576461413038785752-3");
        List<String> before = system.shopify().orders().findValuesAsText("updatedAt");

        system.advance(Duration.ofDays(3));

        assertThat(told()).isEqualTo(2);
        assertThat(system.inStore(synced)).hasSize(2);
        assertThat(system.shopify().orders().findValuesAsText("updatedAt")).isEqualTo(before);
        assertThat(system.order(synced).path("status").asText()).isEqualTo("SYNCED");
    }

    /** How many pairs the sweeps have told of. */
    private int told() {
        Matcher found = FOUND.matcher(system.log());
        int pairs = 0;
        while (found.find()) {
            pairs += Integer.parseInt(found.group(1));
        }
        return pairs;
    }

    /** As a person, or another app, makes an order that carries this key. */
    private void byHand(String key) throws IOException {
        String order = """
                {"query":"mutation M($order: OrderCreateOrderInput!) \
                { orderCreate(order: $order) { order { id } userErrors { message } } }",
                 "variables":{"order":{"sourceIdentifier":"%s","lineItems":[{"variantId":"%s","quantity":1,
                 "priceSet":{"shopMoney":{"amount":"18.00","currencyCode":"USD"}}}]}}}""".formatted(key, system.shopify().variant("CT-BLK-M").gid());
        Http.Answer answer = new Http()
                .send(
                        "POST",
                        system.shopify().url().resolve("/admin/api/2026-07/graphql.json"),
                        Map.of(
                                "X-Shopify-Access-Token",
                                system.shopify().store().accessToken(),
                                "Content-Type",
                                "application/json"),
                        order);
        assertThat(answer.json().at("/data/orderCreate/order/id").asText()).isNotEmpty();
    }
}
