package dev.ordersync.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.order.OrderLine;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.upstream.Permanent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever TikTok's fields hold: an order that can be used, or a refusal that names a field. */
class LenientOrderTest {
    private static final int ORDERS = 20_000;
    private static final long SEED = 20261121;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Can write lone surrogates, as escapes. */
    private static final JsonMapper WRITER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private static final List<JsonNode> VALUES = List.of(
            NODES.nullNode(),
            NODES.textNode(""),
            NODES.textNode(" "),
            NODES.textNode("0"),
            NODES.textNode("-1"),
            NODES.textNode("true"),
            NODES.textNode("N/A"),
            NODES.textNode("1e9"),
            NODES.textNode("\uD800"),
            NODES.textNode("\uDC00\uD800 \u0000 \u202E \uFEFF"),
            NODES.textNode("9".repeat(400)),
            NODES.booleanNode(true),
            NODES.booleanNode(false),
            NODES.numberNode(0),
            NODES.numberNode(-1),
            NODES.numberNode(Long.MAX_VALUE),
            NODES.numberNode(new BigInteger("9".repeat(400))),
            NODES.numberNode(new BigDecimal("0.1")),
            NODES.numberNode(new BigDecimal("1e300000000")),
            NODES.numberNode(new BigDecimal("1e-300000000")),
            NODES.arrayNode(),
            NODES.arrayNode().addNull().add(1).add("x").addObject().put("a", 1),
            NODES.objectNode(),
            NODES.objectNode().put("id", 1).put("address_level", 3).putNull("address_name"));

    @Test
    void readsOrRefusesWhateverTheFieldsHold() throws Exception {
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < ORDERS; i++) {
            ObjectNode order = Samples.order();
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                mutate(order, random);
            }
            String text = WRITER.writeValueAsString(order);
            try {
                use(OrderCodec.decode(
                        Samples.SHOP,
                        Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow(),
                        "r"));
                read++;
            } catch (Permanent refused) {
                assertThat(refused).as(text).hasMessageMatching("the order's \\S+ is (missing|unreadable)");
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + SEED + ", order " + i + ": " + text, bug);
            }
        }
        assertThat(read).as("orders that stayed readable, seed %d", SEED).isGreaterThan(ORDERS / 2);
    }

    /** What every check does with an order. */
    private static void use(TikTokOrder order) {
        OrderLine.of(order.unitsToSync());
        order.recipient().addressState();
        order.payment().paidByTikTok().plus(order.payment().shippingPrice()).plus(order.zero());
        order.remorseStart().plus(TikTokOrder.REMORSE);
        order.lineItems().forEach(line -> line.unitPrice().amount().toPlainString());
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(order.toString()))
                .isTrue();
    }

    private static void mutate(ObjectNode order, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(order, containers);
        JsonNode value = VALUES.get(random.nextInt(VALUES.size())).deepCopy();
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        switch (chosen) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                if (!names.isEmpty()) {
                    String name = names.get(random.nextInt(names.size()));
                    if (random.nextInt(4) == 0) {
                        object.remove(name);
                    } else {
                        object.set(name, value);
                    }
                }
            }
            case ArrayNode array -> array.insert(random.nextInt(array.size() + 1), value);
            default -> throw new IllegalStateException("no container: " + chosen.getNodeType());
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(inner -> collect(inner, into));
        }
    }
}
