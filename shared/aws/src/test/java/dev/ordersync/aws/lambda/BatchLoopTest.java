package dev.ordersync.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordersync.aws.LocalAws;
import dev.ordersync.aws.queue.MessageCodec;
import dev.ordersync.aws.queue.SqsCheckQueue;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.row.Cause;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

@ExtendWith(LocalAws.class)
class BatchLoopTest {
    private static final Function<Check, Outcome> DONE = check -> Outcome.Done.of("nothing changed");

    private final MessageCodec codec = new MessageCodec();
    private final List<String> log = new ArrayList<>();
    private final List<BatchLoop.Delivered<Check>> handled = new ArrayList<>();
    private SqsClient sqs;
    private String url;
    private String deadLetterUrl;

    @BeforeEach
    void ownQueues(SqsClient client, TestInfo test) {
        sqs = client;
        String name = "batch-" + Integer.toHexString(test.getDisplayName().hashCode());
        url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
        deadLetterUrl =
                sqs.createQueue(create -> create.queueName(name + "-dlq")).queueUrl();
    }

    @Test
    void whatIsDoneIsNotReported() {
        send(check(1), check(2));
        assertThat(run(DONE)).isEmpty();
        assertThat(handled).extracting(each -> each.message().order().value()).containsExactlyInAnyOrder("1", "2");
        assertThat(handled.get(0).receives()).isEqualTo(1);
        assertThat(handled.get(0).firstSentAt().toEpochMilli()).isPositive();
    }

    @Test
    void aMessageThatIsGivenBackIsReportedAndComesBackWhenItSaid() {
        send(check(1), check(2));
        List<String> failed = run(check ->
                check.order().value().equals("1") ? new Outcome.GiveBack(Duration.ZERO, "paused") : DONE.apply(check));
        assertThat(failed).containsExactly(id(1));
        // Visible at once, although the queue hides a received message for 30 s.
        assertThat(receive(url)).extracting(Message::messageId).containsExactly(id(1));
    }

    @Test
    void aMessageThatIsHiddenForLongerDoesNotComeBackYet() {
        send(check(1));
        assertThat(run(check -> new Outcome.GiveBack(Duration.ofDays(2), "paused")))
                .hasSize(1);
        assertThat(receive(url)).isEmpty();
    }

    @Test
    void aMessageWithoutAnOutcomeHasFailed() {
        send(check(1), check(2));
        assertThat(run(check -> check.order().value().equals("1") ? null : DONE.apply(check)))
                .containsExactly(id(1));
        assertThat(logged("1").path("what").asText()).isEqualTo("failed");
        assertThat(logged("1").path("visibleIn").asInt()).isEqualTo(10);
    }

    @Test
    void aUseCaseThatThrowsHasHandledNothing() {
        send(check(1), check(2));
        assertThat(run(check -> {
                    throw new IllegalStateException("Jane Doe, 1 Main Street");
                }))
                .hasSize(2);
        assertThat(log).hasSize(2).allMatch(line -> line.contains("IllegalStateException") && !line.contains("Jane"));
    }

    @Test
    void anUnreadableMessageGoesToTheDeadLettersWithTheReasonAndSparesItsNeighbours() {
        String poison = "{\"v\":9,\"kind\":\"CHECK\",\"shop\":\"\u00fc\"}";
        sqs.sendMessage(send -> send.queueUrl(url).messageBody(poison));
        send(check(2));
        assertThat(run(DONE)).isEmpty();
        assertThat(handled).hasSize(1);
        List<Message> dead = receive(deadLetterUrl);
        assertThat(dead).extracting(Message::body).containsExactly(poison);
        assertThat(dead.get(0).messageAttributes())
                .containsKey("messageId")
                .extractingByKey("reason")
                .extracting(MessageAttributeValue::stringValue)
                .isEqualTo("\"v\" is not 1");
    }

    @Test
    void anUnreadableMessageStaysWhileTheDeadLettersAreNotToBeHad() {
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("{}"));
        deadLetterUrl += "-gone";
        assertThat(run(DONE)).hasSize(1);
    }

    @Test
    void aLineSaysWhatBecameOfAMessageAndNamesNoPerson() throws Exception {
        send(Check.of(new ShopId("7494"), new OrderId("1"), Cause.MERCHANT, "merchant:jane@example.com"));
        run(DONE);
        JsonNode line = new ObjectMapper().readTree(log.get(0));
        assertThat(line.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "time",
                        "level",
                        "function",
                        "requestId",
                        "message",
                        "receives",
                        "order",
                        "actor",
                        "what",
                        "ms");
        assertThat(line.path("actor").asText()).matches("merchant:[0-9a-f]{12}");
        assertThat(line.path("what").asText()).isEqualTo("nothing changed");
    }

    private void send(Check... checks) {
        new SqsCheckQueue(sqs, url, codec).send(List.of(checks));
    }

    private static Check check(int order) {
        return Check.of(new ShopId("7494"), new OrderId(Integer.toString(order)), Cause.WEBHOOK, "tiktok");
    }

    /** Receives what is in the queue, runs it through a loop, and gives the ids that Lambda would keep. */
    private List<String> run(Function<Check, Outcome> useCase) {
        BatchLoop<Check> loop = new BatchLoop<>(
                new MessageReturns(sqs, url, deadLetterUrl),
                codec::readCheck,
                (batch, invocation) -> {
                    handled.addAll(batch);
                    Map<MessageId, Outcome> outcomes = new HashMap<>();
                    batch.forEach(each -> outcomes.put(each.id(), useCase.apply(each.message())));
                    return outcomes;
                },
                (line, check) -> line.put("order", check.order().value()).put("actor", Hashes.ofActor(check.actor())),
                new LogLine("check", MutableClock.at("2026-01-10T12:00:00Z"), log::add));
        SQSBatchResponse answer = loop.run(event(), new FakeContext("request-1", 100_000));
        return answer.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private SQSEvent event() {
        SQSEvent event = new SQSEvent();
        event.setRecords(receive(url).stream()
                .map(message -> {
                    SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
                    record.setMessageId(message.messageId());
                    record.setReceiptHandle(message.receiptHandle());
                    record.setBody(message.body());
                    record.setAttributes(message.attributesAsStrings());
                    return record;
                })
                .toList());
        return event;
    }

    private List<Message> receive(String from) {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = sqs.receiveMessage(receive -> receive.queueUrl(from)
                            .maxNumberOfMessages(10)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private String id(int order) {
        return handled.stream()
                .filter(each -> each.message().order().equals(new OrderId(Integer.toString(order))))
                .map(each -> each.id().value())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode logged(String order) {
        return log.stream()
                .map(line -> {
                    try {
                        return new ObjectMapper().readTree(line);
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .filter(line -> line.path("order").asText().equals(order))
                .findFirst()
                .orElseThrow();
    }
}
