package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens to an order on TikTok after the store has it, seen from the store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AfterSyncedTest {
    private RunningSystem system;

    @BeforeAll
    void start() throws Exception {
        system = RunningSystem.start();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    private String synced() {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("status").asText()).isEqualTo("SYNCED");
        later();
        return order;
    }

    /** TikTok's times have whole seconds. */
    private void later() {
        system.advance(Duration.ofSeconds(5));
    }

    private JsonNode inStore(String order) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode one : system.shopify().orders()) {
            if (one.path("sourceIdentifier").asText().equals(order)) {
                found.add(one);
            }
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<String> tags(String order) {
        List<String> tags = new ArrayList<>();
        inStore(order).path("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private void press(String order) {
        assertThat(system.client()
                        .post("/api/shops/" + RunningSystem.SHOP + "/orders/" + order + "/sync", "")
                        .status())
                .isEqualTo(202);
        system.settle();
    }

    private void ship(String order) {
        system.shopify().ship(inStore(order).path("id").asText(), "USPS", "9400111206206406260787");
    }

    @Test
    void aCancellationReachesTheStore() {
        String order = synced();
        system.tiktok().cancel(order, "BUYER");
        system.settle();

        assertThat(inStore(order).path("cancelledAt").isNull()).isFalse();
        JsonNode shown = system.order(order);
        assertThat(shown.path("status").asText()).isEqualTo("SYNCED");
        assertThat(shown.path("tiktokStatus").asText()).isEqualTo("CANCELLED");
        assertThat(shown.path("attention").asBoolean()).isFalse();
        assertThat(system.trail(order).getFirst().path("verdict").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void aCancellationThatComesTooLateCallsForSomebodyInWords() {
        String order = synced();
        ship(order);
        system.tiktok().cancel(order, "BUYER");
        system.settle();

        assertThat(inStore(order).path("cancelledAt").isNull()).isTrue();
        assertThat(tags(order)).contains("tiktok-cancelled");
        assertThat(inStore(order).path("note").asText()).contains("[ordersync:" + order + ":CANCEL]");
        JsonNode shown = system.order(order);
        assertThat(shown.path("attentionReason").asText()).isEqualTo("CANCELLED_AFTER_SHIPMENT");
        assertThat(shown.path("message").asText()).contains("after the store had shipped it");
    }

    @Test
    void aStoreThatDoesNotAnswerGetsTheCancellationLater() {
        String order = synced();
        system.fault("shopify", "orderCancel", 2, "STATUS_503");
        system.tiktok().cancel(order, "SELLER");
        system.settle();
        assertThat(inStore(order).path("cancelledAt").isNull()).isTrue();

        system.advance(Duration.ofMinutes(30));

        assertThat(inStore(order).path("cancelledAt").isNull()).isFalse();
        assertThat(system.order(order).path("attention").asBoolean()).isFalse();
    }

    @Test
    void anotherAddressReachesTheStore() {
        String order = synced();
        system.tiktok()
                .changeAddress(
                        order,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("address_line1", "7 Other Road")
                                .put("address_detail", "7 Other Road"));
        system.settle();

        assertThat(inStore(order).path("shippingAddress").path("address1").asText())
                .isEqualTo("7 Other Road");
    }

    @Test
    void aUnitThatIsCancelledIsSaidAndNotEdited() {
        String order = system.tiktok()
                .place(SandboxOrder.of("CT-BLK-M", 2).createdAt(system.now().minus(Duration.ofHours(2))));
        system.settle();
        later();
        system.tiktok().cancelLine(order, 0);
        system.settle();

        assertThat(inStore(order).path("lineItems").path(0).path("quantity").asInt())
                .isEqualTo(2);
        assertThat(inStore(order).path("note").asText()).contains("Cancelled on TikTok so far: 1 x ");
        assertThat(tags(order)).contains("tiktok-lines-cancelled");
        assertThat(system.order(order).path("attentionReason").asText()).isEqualTo("LINES_CANCELLED");
    }

    @Test
    void aRequestToCancelIsTaggedUntilItIsGranted() {
        String order = synced();
        system.tiktok().requestCancellation(order);
        system.settle();
        assertThat(tags(order)).contains("tiktok-cancel-requested");
        assertThat(system.order(order).path("warnings").path(0).path("code").asText())
                .isEqualTo("CANCELLATION_REQUESTED");

        system.advance(Duration.ofHours(49));

        assertThat(tags(order)).doesNotContain("tiktok-cancel-requested");
        assertThat(inStore(order).path("cancelledAt").isNull()).isFalse();
    }

    @Test
    void anOrderThatTheMerchantDoesNotWaitForIsHeldUntilItsHourIsOver() {
        String order = system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1));
        system.settle();
        press(order);
        assertThat(tags(order)).contains("tiktok-on-hold");
        assertThat(inStore(order).path("displayFinancialStatus").asText()).isEqualTo("PENDING");
        assertThat(inStore(order).path("shippingAddress").isNull()).isTrue();

        system.advance(Duration.ofMinutes(61));

        assertThat(tags(order)).doesNotContain("tiktok-on-hold");
        assertThat(inStore(order).path("displayFinancialStatus").asText()).isEqualTo("PAID");
        assertThat(inStore(order).path("shippingAddress").path("address1").asText())
                .isNotEmpty();
        assertThat(system.order(order).path("nextCheckAt").isNull()).isTrue();
    }

    @Test
    void aHeldOrderThatIsCancelledIsCancelledInTheStore() {
        String order = system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1));
        system.settle();
        press(order);
        later();
        system.tiktok().requestCancellation(order);
        system.settle();

        assertThat(inStore(order).path("cancelledAt").isNull()).isFalse();
    }
}
