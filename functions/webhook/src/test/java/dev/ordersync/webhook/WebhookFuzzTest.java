package dev.ordersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is sent: nobody without the secret is let in, and with a healthy queue there are three answers only. */
class WebhookFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final int SIGNED = 20_000;
    private static final Path EVENTS = Path.of(System.getProperty("ordersync.root"), "events");

    private final WebhookBed bed = new WebhookBed();
    private final Random random = new Random(seed());

    private static long seed() {
        long seed = Long.getLong("ordersync.seed", System.nanoTime());
        System.out.println("WebhookFuzzTest: -Dordersync.seed=" + seed);
        return seed;
    }

    @Test
    void noChangeOfHeaderOrBodyIsAccepted() throws IOException {
        byte[] body = Files.readAllBytes(EVENTS.resolve("tiktok-order-status-change.json"));
        String good = WebhookBed.sign(body, WebhookBed.SECRET);
        for (int i = 0; i < MUTATIONS; i++) {
            boolean inHeader = random.nextBoolean();
            String header = inHeader ? changed(good) : good;
            byte[] sent = inHeader ? body : changed(body);
            assertThat(bed.send(sent, header).getStatusCode()).isEqualTo(401);
        }
        assertThat(bed.sqs.sent()).isEmpty();
        assertThat(bed.log).hasSize(MUTATIONS);
    }

    @Test
    void whatIsSignedIsTakenWhateverItHolds() throws IOException {
        List<byte[]> samples;
        try (Stream<Path> files = Files.list(EVENTS)) {
            samples = files.filter(file -> file.getFileName().toString().startsWith("tiktok-"))
                    .sorted()
                    .map(WebhookFuzzTest::bytes)
                    .toList();
        }
        for (int i = 0; i < SIGNED; i++) {
            byte[] body = samples.get(random.nextInt(samples.size()));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                body = random.nextInt(3) == 0 ? replaced(body) : changed(body);
            }
            int status =
                    bed.send(body, WebhookBed.sign(body, WebhookBed.SECRET)).getStatusCode();
            assertThat(status).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(200);
        }
    }

    private String changed(String text) {
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> text + (char) random.nextInt(Character.MAX_VALUE);
            case 2 -> {
                int at = random.nextInt(text.length());
                char other = (char) (text.charAt(at) + 1 + random.nextInt(200));
                yield text.substring(0, at) + other + text.substring(at + 1);
            }
            default -> "sha256=" + text;
        };
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length == 0 || random.nextInt(3) == 0) {
            int at = random.nextInt(bytes.length + 1);
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
            longer[at] = (byte) random.nextInt(256);
            return longer;
        }
        if (random.nextBoolean()) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] other = bytes.clone();
        other[random.nextInt(other.length)] += (byte) (1 + random.nextInt(255));
        return other;
    }

    /** Puts something of the wrong kind where a value was. */
    private byte[] replaced(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> others = List.of(
                "null",
                "-1",
                "1e400",
                "\"\"",
                "[]",
                "{}",
                "\"\\ud800\"",
                "\"\\uffff\\u0000\"",
                "true",
                "\"" + "9".repeat(30) + "\"");
        String other = others.get(random.nextInt(others.size()));
        List<String> values = List.of("\"[0-9]+\"", "[0-9]{10}", ": \"[A-Z_]+\"", "\\{[^{}]*\\}", "\\[[^\\[\\]]*\\]");
        String value = values.get(random.nextInt(values.size()));
        return text.replaceFirst(
                        value, java.util.regex.Matcher.quoteReplacement(value.startsWith(":") ? ": " + other : other))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
