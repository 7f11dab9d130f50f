package dev.ordersync.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordersync.local.ledger.Ledger;
import dev.ordersync.local.sandbox.tiktok.SandboxOrder;
import dev.ordersync.local.sandbox.tiktok.TikTokAccount;
import dev.ordersync.local.sandbox.tiktok.TikTokSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without a single webhook every order arrives all the same, and a sweep that finds nothing costs next to nothing. */
class MissedOrdersTest {
    private RunningSystem system;

    @BeforeEach
    void start() throws Exception {
        system = RunningSystem.start();
        // Sweeps come every five minutes of the hour: time that stands still at one of them would never gather its
        // batch.
        system.advance(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void everyOrderOfADayWithoutWebhooksArrivesOnce() {
        system.fault("tiktok", "*", 1_000_000, "LOSE_WEBHOOK");
        List<String> wanted = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            wanted.add(system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1)));
            wanted.add(system.tiktok().place(system.payable("CT-BLK-M")));
            String unpaid = system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1).unpaid());
            String doubted = system.tiktok().place(SandboxOrder.of("CT-BLK-M", 1));
            system.advance(Duration.ofMinutes(30));
            system.tiktok().pay(unpaid);
            wanted.add(unpaid);
            system.tiktok().cancel(doubted, "BUYER");
            cancelled.add(doubted);
            system.advance(Duration.ofMinutes(30));
        }
        system.advance(Duration.ofHours(2));

        assertThat(system.tiktok().deliveries()).as("webhooks").isEmpty();
        SoftAssertions.assertSoftly(all -> {
            wanted.forEach(id -> {
                all.assertThat(system.order(id).path("status").asText()).as(id).isEqualTo("SYNCED");
                all.assertThat(system.inStore(id)).as(id).hasSize(1);
            });
            cancelled.forEach(
                    id -> all.assertThat(system.order(id).path("reason").asText())
                            .as(id)
                            .isEqualTo("ORDER_CANCELLED"));
        });
        assertThat(wanted).hasSize(72);
        assertThat(system.shopify().orders()).hasSize(72);
        assertThat(system.size("orders")).isZero();
        assertThat(system.size("orders-dlq")).isZero();
        assertThat(system.size("tasks-dlq")).isZero();
        assertThat(system.swept().missing()).contains(0);
        assertThat(system.told("ShopNeedsAttention"))
                .extracting(event -> event.path("reason").asText())
                .as("told once that webhooks are lost")
                .containsExactly("WEBHOOKS_LOST");
        assertThat(system.client()
                        .get("/api/shops/" + RunningSystem.SHOP + "/summary")
                        .body()
                        .path("missing")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void aSweepThatFindsNothingCostsOneCallOfTikTokAndAHandfulOfReads() {
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        system.advance(Duration.ofMinutes(20));
        assertThat(system.order(order).path("status").asText()).isEqualTo("SYNCED");
        system.ledger().clear();

        system.advance(Duration.ofMinutes(5));

        Ledger.Counts counts = system.ledger().counts();
        assertThat(counts.upstream())
                .containsOnlyKeys("tiktok.POST /order/202309/orders/search")
                .containsValue(1L);
        assertThat(counts.writeUnits()).isZero();
        assertThat(counts.aws())
                .containsEntry("dynamodb.GetItem", 5L)
                .containsEntry("dynamodb.BatchGetItem", 1L)
                .containsEntry("dynamodb.Query", 13L)
                .doesNotContainKeys("dynamodb.UpdateItem", "dynamodb.PutItem");
        assertThat(counts.readUnits()).isLessThanOrEqualTo(12);
        assertThat(counts.billedRequests()).isEqualTo(5);
    }

    @Test
    void anOldMessageThatTheAuthorisationWasTakenBackDoesNoHarm() {
        deauthorised();
        system.settle();
        assertThat(isAuthorised()).isTrue();
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("status").asText()).isEqualTo("SYNCED");
    }

    @Test
    void aShopThatLostItsAuthorisationHealsWithAllThatWaitedForIt() {
        TikTokAccount account = system.tiktok().account();
        system.tiktok().expireAccessTokens();
        system.tiktok().revokeRefreshTokens();
        deauthorised();
        system.settle();
        assertThat(isAuthorised()).isFalse();
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("reason").asText()).isEqualTo("TIKTOK_AUTH_EXPIRED");
        system.advance(Duration.ofHours(1));
        assertThat(system.order(order).path("reason").asText()).isEqualTo("TIKTOK_AUTH_EXPIRED");

        system.tiktok().accept(account.accessToken(), account.refreshToken());
        system.advance(Duration.ofMinutes(6));

        assertThat(isAuthorised()).isTrue();
        JsonNode healed = system.order(order);
        assertThat(healed.path("status").asText()).isEqualTo("SYNCED");
        assertThat(system.inStore(order)).hasSize(1);
    }

    /** No webhook said so, and no sweep has come by: the first check that TikTok refuses tells. */
    @Test
    void aShopThatTikTokRefusesIsShownAtOnce() {
        system.tiktok().expireAccessTokens();
        system.tiktok().revokeRefreshTokens();
        assertThat(isAuthorised()).isTrue();
        String order = system.tiktok().place(system.payable("CT-BLK-M"));
        system.settle();
        assertThat(system.order(order).path("reason").asText()).isEqualTo("TIKTOK_AUTH_EXPIRED");
        assertThat(isAuthorised()).isFalse();
    }

    private boolean isAuthorised() {
        return system.client()
                .get("/api/shops")
                .body()
                .at("/shops/0/authorised")
                .asBoolean();
    }

    private void deauthorised() {
        byte[] body = ("{\"type\":6,\"tts_notification_id\":\"9\",\"shop_id\":\"" + RunningSystem.SHOP
                        + "\",\"timestamp\":" + system.now().getEpochSecond()
                        + ",\"data\":{\"message\":\"seller deauthorized\"}}")
                .getBytes(StandardCharsets.UTF_8);
        TikTokAccount account = system.tiktok().account();
        String signature = TikTokSignature.ofWebhook(account.appKey(), account.appSecret(), body);
        assertThat(system.client().webhook(body, signature)).isEqualTo(200);
    }
}
