package dev.ordersync.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.Task.Change;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.row.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCodecTest {
    private static final ShopId SHOP = new ShopId("7494049642642441621");
    private static final OrderId ORDER = new OrderId("576461413038785752");
    private final MessageCodec codec = new MessageCodec();

    @Test
    void aCheckIsWrittenAsItsGoldenFile() throws IOException {
        Check webhook = new Check(
                SHOP,
                ORDER,
                Cause.WEBHOOK,
                "tiktok",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Check.Seen("AWAITING_SHIPMENT", Instant.ofEpochSecond(1763703620))));
        isGolden("check", webhook);
        isGolden("check-scheduled", webhook.dueAt(Instant.parse("2026-01-10T13:05:00Z")));
        isGolden(
                "check-released",
                new Check(
                        SHOP,
                        ORDER,
                        Cause.RELEASE,
                        "merchant:auth0|1f0c",
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-01-10T12:00:00.250Z")),
                        Optional.empty()));
    }

    @Test
    void aTaskIsWrittenAsItsGoldenFile() throws IOException {
        isGolden("sweep", new Task.Sweep(SHOP));
        isGolden("shop-event", new Task.ShopEvent(SHOP, 6));
        Instant at = Instant.parse("2026-01-10T12:00:00.250Z");
        Task.Release release =
                Task.Release.of(SHOP, Change.LINK, Optional.of("2729382476852921560"), at, "merchant:auth0|1f0c");
        isGolden("release", release);
        Task.Release autoSync = Task.Release.of(SHOP, Change.AUTO_SYNC, Optional.empty(), at, "merchant:auth0|1f0c");
        isGolden("release-scheduled", autoSync.goOn(Optional.of("AUTO_SYNC_DISABLED/QVVUTw"), 0));
        Task.SyncAll all = Task.SyncAll.of(SHOP, Reason.STORE_OUT_OF_STOCK, "merchant:auth0|1f0c", at);
        isGolden("sync-all", all);
        isGolden("sync-all-scheduled", all.goOn(Optional.of("STORE_OUT_OF_STOCK/QVVUTw"), 0));
    }

    private void isGolden(String name, Check check) throws IOException {
        assertThat(codec.write(check)).isEqualTo(golden(name));
        assertThat(codec.readCheck(golden(name))).isEqualTo(check);
    }

    private void isGolden(String name, Task task) throws IOException {
        assertThat(codec.write(task)).isEqualTo(golden(name));
        assertThat(codec.readTask(golden(name))).isEqualTo(task);
    }

    private static String golden(String name) throws IOException {
        Path root = Path.of(System.getProperty("ordersync.root"));
        return Files.readString(root.resolve("events/message-" + name + ".json"))
                .strip();
    }

    @Test
    void anUnknownFieldIsIgnoredAndAnOptionalOneMayBeAbsent() {
        Check read = codec.readCheck("""
                {"v":1,"kind":"CHECK","shop":"1","order":"2","cause":"SWEEP","actor":"sweep","hops":[1]}""");
        assertThat(read).isEqualTo(Check.of(new ShopId("1"), new OrderId("2"), Cause.SWEEP, "sweep"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                                                      | not JSON
            ``                                                                                     | not a JSON object
            []                                                                                     | not a JSON object
            {"kind":"CHECK"}                                                                       | "v" is missing
            {"v":"1"}                                                                              | "v" is missing
            {"v":2,"kind":"CHECK"}                                                                 | "v" is not 1
            {"v":1}                                                                                | "kind" is missing
            {"v":1,"kind":"SWEEP","shop":"1"}                                                      | "kind" is none
            {"v":1,"kind":"CHECK","order":"1"}                                                     | "shop" is missing
            {"v":1,"kind":"CHECK","shop":" "}                                                      | "shop" is missing
            {"v":1,"kind":"CHECK","shop":1}                                                        | "shop" is missing
            {"v":1,"kind":"CHECK","shop":"1","order":"1a"}                                         | "order" is not
            {"v":1,"kind":"CHECK","shop":"1","order":null}                                         | "order" is missing
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"LUNCH"}                          | "cause" is unknown
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP"}                          | "actor" is missing
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP","actor":"s","due":"now"}  | "due" is not a time
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP","actor":"s","asOf":1}     | "asOf" is missing
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP","actor":"s","seen":1}     | "seen" is not an object
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP","actor":"s","seen":{}}    | "status" is missing
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP","actor":"s","seen":{"status":"X","updated":1e9}} | "updated" is missing
            {"v":1,"kind":"CHECK","shop":"1","order":"1","cause":"SWEEP","actor":"s","seen":{"status":"X","updated":9223372036854775807}} | "updated" is not a time
            """)
    void anUnreadableMessageNamesTheField(String body, String why) {
        assertThatThrownBy(() -> codec.readCheck(body))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"v":1,"kind":"CHECK","shop":"1"}                          | "kind" is none
            {"v":1,"kind":"SHOP_EVENT","shop":"1"}                     | "type" is missing
            {"v":1,"kind":"SHOP_EVENT","shop":"1","type":4294967302}   | "type" is too large
            {"v":1,"kind":"SWEEP"}                                     | "shop" is missing
            {"v":1,"kind":"RELEASE","shop":"1"}                        | "change" is missing
            {"v":1,"kind":"RELEASE","shop":"1","change":"CARRIER","key":"x"}                                        | "change" is unknown
            {"v":1,"kind":"RELEASE","shop":"1","change":"LINK","key":null,"changedAt":"2026-01-10T12:00:00Z","actor":"m","after":null,"hops":0} | "key" is missing
            {"v":1,"kind":"RELEASE","shop":"1","change":"PLAN","key":null,"actor":"m"}                              | "changedAt" is missing
            {"v":1,"kind":"RELEASE","shop":"1","change":"PLAN","key":null,"changedAt":"2026-01-10T12:00:00Z","actor":"m","after":1} | "after" is missing
            {"v":1,"kind":"RELEASE","shop":"1","change":"PLAN","key":null,"changedAt":"2026-01-10T12:00:00Z","actor":"m","after":null} | "hops" is missing
            {"v":1,"kind":"SYNC_ALL","shop":"1","reason":"LUNCH"}      | "reason" is unknown
            """)
    void anUnreadableTaskNamesTheField(String body, String why) {
        assertThatThrownBy(() -> codec.readTask(body))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining(why);
    }
}
