package dev.ordersync.tiktok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    private static final String KEY = "6test_app_key";
    private static final String SECRET = "test_app_secret";
    private static final byte[] BODY = ("{\"type\":1,\"tts_notification_id\":\"7327112393057371910\","
                    + "\"shop_id\":\"7494049642642441621\",\"timestamp\":1700000000,\"data\":{\"order_id\":\"576461413038785752\","
                    + "\"order_status\":\"AWAITING_SHIPMENT\",\"is_on_hold_order\":true,\"update_time\":1700000000}}")
            .getBytes(UTF_8);
    private static final String SIGNATURE = "d7cbc5f23b46aa808fffd99c96c24962ffe8f370a912772cc625c76f738444c6";

    @Test
    void acceptsTiktoksOwnVector() {
        String body = "{\"type\":1,\"tts_notification_id\":\"7380066284010030890\",\"shop_id\":\"7495540735365777507\","
                + "\"timestamp\":1718305585,\"data\":{\"is_on_hold_order\":true,\"order_id\":\"576653688135258178\","
                + "\"order_status\":\"UNPAID\",\"update_time\":1718305585}}";
        assertThat(WebhookVerifier.verify(
                        body.getBytes(UTF_8),
                        "5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05",
                        "abcdef",
                        List.of("123")))
                .isTrue();
    }

    @Test
    void acceptsAComputedVector() {
        assertThat(accepted(BODY, SIGNATURE)).isTrue();
    }

    @Test
    void acceptsThePreviousSecretWhileItIsBeingRotated() {
        assertThat(WebhookVerifier.verify(BODY, SIGNATURE, KEY, List.of("new", SECRET)))
                .isTrue();
        assertThat(WebhookVerifier.verify(BODY, SIGNATURE, KEY, List.of(SECRET, "old")))
                .isTrue();
        assertThat(WebhookVerifier.verify(BODY, SIGNATURE, KEY, List.of("new", "newer")))
                .isFalse();
        assertThat(WebhookVerifier.verify(BODY, SIGNATURE, KEY, List.of())).isFalse();
    }

    @Test
    void refusesASignatureOverOtherBytes() {
        byte[] sameJsonOtherBytes =
                new String(BODY, UTF_8).replace("\"type\":1", "\"type\": 1").getBytes(UTF_8);
        assertThat(accepted(sameJsonOtherBytes, SIGNATURE)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer " + SIGNATURE,
                " " + SIGNATURE,
                SIGNATURE + " ",
                SIGNATURE + "\u0000",
                "D7CBC5F23B46AA808FFFD99C96C24962FFE8F370A912772CC625C76F738444C6",
                "sha256=" + SIGNATURE
            })
    void refusesAnyOtherFormOfTheHeader(String header) {
        assertThat(accepted(BODY, header)).isFalse();
    }

    @Test
    void refusesAHundredThousandMutations() {
        long seed = Long.getLong("ordersync.seed", System.nanoTime());
        System.out.println("WebhookVerifierTest: -Dordersync.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] body = BODY;
            String header = SIGNATURE;
            while (header.equals(SIGNATURE) && Arrays.equals(body, BODY)) {
                if (random.nextBoolean()) {
                    body = mutated(body, random);
                }
                if (random.nextBoolean()) {
                    header = mutated(header, random);
                }
            }
            assertThat(accepted(body, header))
                    .as("mutation %d of seed %d: %s over %s", i, seed, header, new String(body, UTF_8))
                    .isFalse();
        }
    }

    private static byte[] mutated(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        byte[] changed = body.clone();
        switch (random.nextInt(5)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed = Arrays.copyOf(body, at);
            case 3 -> changed = Arrays.copyOf(body, body.length + 1 + random.nextInt(8));
            default -> {
                byte moved = changed[at];
                int to = random.nextInt(body.length);
                changed[at] = changed[to];
                changed[to] = moved;
            }
        }
        return changed.length == 0 ? new byte[1] : changed;
    }

    private static String mutated(String header, Random random) {
        if (header.isEmpty()) {
            return "0";
        }
        int at = random.nextInt(header.length());
        return switch (random.nextInt(8)) {
            case 0 ->
                header.substring(0, at) + "0123456789abcdef".charAt(random.nextInt(16)) + header.substring(at + 1);
            case 1 -> header.substring(0, at) + (char) random.nextInt(0x10000) + header.substring(at + 1);
            case 2 -> header.substring(0, at);
            case 3 -> header.substring(at) + header.substring(0, at);
            case 4 -> header.substring(0, at) + header.substring(at).toUpperCase(Locale.ROOT);
            case 5 -> header.substring(0, at) + " " + header.substring(at);
            case 6 -> header + header.charAt(at);
            default -> new StringBuilder(header).reverse().toString();
        };
    }

    private static boolean accepted(byte[] body, String header) {
        return WebhookVerifier.verify(body, header, KEY, List.of(SECRET, "previous_secret"));
    }
}
