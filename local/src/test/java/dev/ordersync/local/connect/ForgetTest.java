package dev.ordersync.local.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.ShopId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Forgetting a shop while somebody is at work for it. */
class ForgetTest {
    private static final ShopId SHOP = new ShopId(ConnectBed.SHOP);

    private final ConnectBed bed = new ConnectBed();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void close() {
        bed.close();
    }

    private Forget forget(Duration settled, Runnable meanwhile) {
        return new Forget(bed.target(), settled, span -> {
            waits.add(span);
            meanwhile.run();
        });
    }

    private void write(String pk, String sk) {
        bed.target().dynamo().putItem(put -> put.tableName(bed.target().table())
                .item(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))));
    }

    private int items() {
        return bed.target()
                .dynamo()
                .scan(scan -> scan.tableName(bed.target().table()))
                .count();
    }

    @Test
    void whoWasAtWorkIsWaitedForAndWhatTheyWroteGoesToo() throws Exception {
        bed.connect(bed.shop());
        write("O#" + SHOP, "1");

        Map<String, Integer> erased = forget(Duration.ofSeconds(135), () -> write("O#" + SHOP, "2"))
                .run(SHOP)
                .orElseThrow();

        assertThat(erased).containsEntry("orders", 2).containsEntry("tokens", 1);
        assertThat(waits).singleElement().satisfies(wait -> assertThat(wait)
                .isBetween(Duration.ofSeconds(120), Duration.ofSeconds(135)));
        assertThat(items()).isZero();
    }

    @Test
    void whereNobodyCanBeAtWorkNobodyIsWaitedFor() throws Exception {
        bed.connect(bed.shop());
        assertThat(forget(Duration.ZERO, () -> {}).run(SHOP)).isPresent();
        assertThat(waits).isEmpty();
        assertThat(items()).isZero();
        assertThat(forget(Duration.ZERO, () -> {}).run(SHOP)).isEmpty();
    }

    @Test
    void itsWebhooksAreEndedAtTikTok() {
        bed.connect(bed.shop());
        assertThat(bed.connect().endWebhooks(SHOP)).isEmpty();
        assertThat(bed.tiktok().subscriptions(ConnectBed.SHOP)).isEmpty();
        bed.stopUpstreams();
        assertThat(bed.connect().endWebhooks(SHOP)).isPresent();
    }

    @Test
    void aForgottenShopCanBeConnectedAnewAndBeginsAnew() throws Exception {
        bed.connect(bed.shop());
        forget(Duration.ZERO, () -> {}).run(SHOP);
        assertThat(bed.connect(bed.shop())).noneMatch(finding -> finding.state() == Finding.State.MISSING);
        assertThat(bed.stored().connectedAt()).isEqualTo(ConnectBed.CONNECTED);
    }
}
