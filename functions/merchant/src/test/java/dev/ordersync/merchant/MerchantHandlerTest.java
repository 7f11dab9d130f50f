package dev.ordersync.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.merchant.MerchantBed.Reply;
import dev.ordersync.testing.Orders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function as API Gateway enters it. */
class MerchantHandlerTest {
    private static final Path EVENTS = Path.of(System.getProperty("ordersync.root"), "events");

    private final MerchantBed bed = new MerchantBed();

    @Test
    void theGatewaysEventsAreUnderstood() throws IOException {
        bed.stored(bed.rows.with(7, Reason.ORDER_CANCELLED));
        bed.stored(bed.rows.with(8, Reason.AWAITING_PAYMENT));
        Reply orders = bed.send(event("apigateway-orders.json"));
        assertThat(orders.status()).isEqualTo(200);
        assertThat(orders.body().findValuesAsText("orderId")).containsExactly("7");
        bed.productsOfOrdersAreInTheStore();
        bed.tiktok.put(Orders.held("576461413038785752").build());
        assertThat(bed.send(event("apigateway-sync.json")).status()).isEqualTo(202);
    }

    @Test
    void eachRequestEndsInOneLineWithoutTheTokensSubject() {
        bed.get(MerchantBed.BASE + "/orders/2");
        assertThat(bed.log).hasSize(1);
        assertThat(bed.log.get(0))
                .contains("\"status\":404")
                .contains("\"code\":\"ORDER_NOT_FOUND\"")
                .contains("\"actor\":\"merchant:")
                .doesNotContain("ann");
    }

    @Test
    void aFaultOfOursTellsNobodyWhatItWas() {
        APIGatewayV2HTTPEvent event =
                MerchantBed.event("GET", "/api/shops", null, Map.of("sub", "ann", "merchant_id", "m-1"));
        event.setRawPath(null);
        Reply reply = bed.send(event);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.code()).isEqualTo("INTERNAL_ERROR");
        assertThat(reply.body().toString()).doesNotContain("NullPointerException");
        assertThat(bed.log.get(0)).contains("\"error\":\"java.lang.NullPointerException\"");
    }

    private static APIGatewayV2HTTPEvent event(String sample) throws IOException {
        return LambdaEventSerializers.<APIGatewayV2HTTPEvent>serializerFor(
                        APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPEvent.class.getClassLoader())
                .fromJson(Files.readString(EVENTS.resolve(sample)));
    }
}
