package dev.ordersync.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersync.aws.table.ConditionalWrites;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class AwsCallsTest {
    @Test
    void whatWasNotReachedMayBeReachedLater() {
        Transient passing = catchThrowableOfType(
                Transient.class,
                () -> AwsCalls.ask(() -> {
                    throw SdkClientException.create("Connect to 10.0.0.1 timed out");
                }));
        assertThat(passing.upstream()).isEqualTo(Upstream.AWS);
        assertThat(passing.kind()).isEqualTo(Transient.Kind.UNAVAILABLE);
        assertThat(passing).hasMessage("AWS was not reached").hasCauseInstanceOf(SdkClientException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, RATE_LIMITED",
        "400, ThrottlingException, RATE_LIMITED",
        "429, Whatever, RATE_LIMITED",
        "500, InternalServerError, UNAVAILABLE",
        "503, ServiceUnavailable, UNAVAILABLE"
    })
    void overloadPasses(int status, String code, Transient.Kind kind) {
        Transient passing = catchThrowableOfType(Transient.class, () -> AwsCalls.ask(() -> refused(status, code)));
        assertThat(passing.kind()).isEqualTo(kind);
    }

    @Test
    void aRefusalStaysUntilSomebodyCorrectsIt() {
        Permanent refusal =
                catchThrowableOfType(Permanent.class, () -> AwsCalls.ask(() -> refused(400, "AccessDeniedException")));
        assertThat(refusal.upstream()).isEqualTo(Upstream.AWS);
        assertThat(refusal.code()).isEqualTo("AccessDeniedException");
        assertThat(refusal.requestId()).isEqualTo("request-1");
        assertThat(refusal).hasMessage("DynamoDb refused: AccessDeniedException");
    }

    @Test
    void aConditionThatDoesNotHoldIsNoFault() {
        assertThat(ConditionalWrites.askOnCondition(() -> "written")).contains("written");
        assertThat(ConditionalWrites.askOnCondition(() -> {
                    throw ConditionalCheckFailedException.builder().build();
                }))
                .isEmpty();
    }

    private static Object refused(int status, String code) {
        throw DynamoDbException.builder()
                .statusCode(status)
                .requestId("request-1")
                .message("the table arn:aws:dynamodb:... of user ...")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("DynamoDb")
                        .errorCode(code)
                        .build())
                .build();
    }
}
