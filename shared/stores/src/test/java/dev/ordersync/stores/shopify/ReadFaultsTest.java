package dev.ordersync.stores.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import dev.ordersync.domain.upstream.UpstreamException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of calls that only read: passing ones, and those that stand until somebody changes something. */
class ReadFaultsTest {
    private final FakeShopify shopify = new FakeShopify();

    @AfterEach
    void close() {
        shopify.close();
    }

    @Test
    void throttledPassesInTheTimeThatShopifyNames() {
        shopify.answer(
                200,
                Answers.error("THROTTLED", "Throttled", null, null),
                Map.of("Retry-After", "Wed, 25 Nov 2026 08:00:30 GMT"));

        Transient limited = catchThrowableOfType(Transient.class, this::read);

        assertThat(limited.kind()).isEqualTo(Transient.Kind.RATE_LIMITED);
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(limited.upstream()).isEqualTo(Upstream.STORE);
    }

    @Test
    void aMissingScopeStands() {
        shopify.answer(200, """
                {"data":{"productVariants":{"nodes":[{"inventoryItem":null}]}},
                 "errors":[{"message":"Access denied for inventoryItem field.",
                   "path":["productVariants","nodes",0,"inventoryItem"],
                   "extensions":{"code":"ACCESS_DENIED","requiredAccess":"`read_inventory` access scope."}}]}""", Map.of("X-Request-Id", "r-1"));

        Permanent denied = catchThrowableOfType(Permanent.class, this::read);

        assertThat(denied.kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
        assertThat(denied).hasMessage("the app needs `read_inventory` access scope.");
        assertThat(denied.requestId()).isEqualTo("r-1");
    }

    @Test
    void aTokenThatIsNotAcceptedStands() {
        shopify.answer(401, "", Map.of());

        assertThat(catchThrowableOfType(Permanent.class, this::read).kind()).isEqualTo(Permanent.Kind.AUTH_EXPIRED);
    }

    @Test
    void aRequestThatShopifyDoesNotUnderstandStands() {
        shopify.answer(Answers.error("undefinedField", "Field 'x' doesn't exist", null, null));

        Permanent refused = catchThrowableOfType(Permanent.class, this::read);

        assertThat(refused.kind()).isEqualTo(Permanent.Kind.REFUSED);
        assertThat(refused).hasMessageContaining("Field 'x' doesn't exist");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServersFaultPasses(int status) {
        shopify.answer(status, "<html>", Map.of());

        assertThat(catchThrowableOfType(Transient.class, this::read).kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
    }

    @Test
    void noAnswerInTimePasses() {
        shopify.stall();

        UpstreamException silent =
                catchThrowableOfType(UpstreamException.class, () -> shopify.store(Duration.ofMillis(300))
                        .variantsBySku(List.of("A")));

        assertThat(silent).isInstanceOf(Transient.class);
    }

    /** Several calls of one method together take no longer than one call may. */
    @Test
    void theDeadlineCoversEveryPage() {
        shopify.answer("{\"data\":{\"productVariants\":{\"nodes\":[],\"pageInfo\":"
                        + "{\"hasNextPage\":true,\"endCursor\":\"c\"}}}}")
                .stall();

        long begun = System.nanoTime();
        UpstreamException silent =
                catchThrowableOfType(UpstreamException.class, () -> shopify.store(Duration.ofMillis(500))
                        .variantsBySku(List.of("A")));

        assertThat(silent).isInstanceOf(Transient.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }

    private void read() {
        shopify.store().variantsBySku(List.of("A"));
    }
}
