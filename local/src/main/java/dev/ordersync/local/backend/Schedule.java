package dev.ordersync.local.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One one-time schedule into an SQS queue, read from the body of EventBridge Scheduler's {@code
 * CreateSchedule} with the checks that its API reference documents.
 *
 * @param due when it fires
 * @param request the body as it came, for {@code GetSchedule}
 */
record Schedule(String group, String name, Instant due, ObjectNode request) {
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
    private static final Pattern AT = Pattern.compile("at\\((.*)\\)");
    private static final Pattern QUEUE = Pattern.compile("arn:aws:sqs:[^:]+:[^:]+:[A-Za-z0-9_.-]+");

    // No zone and no fraction: the zone is a field of its own.
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private static final Set<String> FIELDS = Set.of(
            "ActionAfterCompletion",
            "ClientToken",
            "Description",
            "FlexibleTimeWindow",
            "GroupName",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "State",
            "Target");
    private static final Set<String> TARGET_FIELDS =
            Set.of("Arn", "RoleArn", "Input", "SqsParameters", "RetryPolicy", "DeadLetterConfig");

    /** A request that the real service refuses with {@code ValidationException}. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    static Schedule read(String name, ObjectNode body) throws Invalid {
        require(NAME.matcher(name).matches(), "name must be 1 to 64 of [0-9a-zA-Z-_.]");
        known(body, FIELDS, "");
        String token = text(body, "ClientToken").orElse(null);
        require(token == null || TOKEN.matcher(token).matches(), "clientToken is malformed");
        require(
                oneOf(text(body, "ActionAfterCompletion").orElse("NONE"), "NONE", "DELETE"),
                "actionAfterCompletion must be NONE or DELETE");
        require(
                oneOf(text(body, "State").orElse("ENABLED"), "ENABLED", "DISABLED"),
                "state must be ENABLED or DISABLED");
        require(
                "OFF".equals(body.at("/FlexibleTimeWindow/Mode").asText()),
                "flexibleTimeWindow.mode must be OFF; flexible windows are not emulated");
        target(body);
        return new Schedule(text(body, "GroupName").orElse("default"), name, due(body), body);
    }

    private static Instant due(ObjectNode body) throws Invalid {
        String expression = text(body, "ScheduleExpression").orElse("");
        Matcher at = AT.matcher(expression);
        require(at.matches(), "Invalid Schedule Expression " + expression + "; only at() is emulated");
        ZoneId zone;
        try {
            zone = ZoneId.of(text(body, "ScheduleExpressionTimezone").orElse("UTC"));
        } catch (DateTimeException e) {
            throw new Invalid("Invalid Schedule Expression Timezone");
        }
        try {
            return LocalDateTime.parse(at.group(1), LOCAL).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new Invalid("Invalid Schedule Expression " + expression);
        }
    }

    private static void target(ObjectNode body) throws Invalid {
        require(body.path("Target") instanceof ObjectNode, "target must not be null");
        ObjectNode target = (ObjectNode) body.get("Target");
        known(target, TARGET_FIELDS, "target.");
        require(
                QUEUE.matcher(text(target, "Arn").orElse("")).matches(),
                "target.arn must be a queue's; others are not emulated");
        require(
                text(target, "RoleArn").orElse("").matches("arn:aws:iam::\\d{12}:role/.+"),
                "target.roleArn must be a role's ARN");
        JsonNode group = target.at("/SqsParameters/MessageGroupId");
        require(
                group.isMissingNode() || (group.isTextual() && group.asText().matches(".{1,128}")),
                "target.sqsParameters.messageGroupId must have 1 to 128 characters");
        JsonNode retry = target.path("RetryPolicy");
        require(
                between(retry.path("MaximumEventAgeInSeconds"), 60, 86_400),
                "target.retryPolicy.maximumEventAgeInSeconds must be 60 to 86400");
        require(
                between(retry.path("MaximumRetryAttempts"), 0, 185),
                "target.retryPolicy.maximumRetryAttempts must be 0 to 185");
        JsonNode deadLetters = target.at("/DeadLetterConfig/Arn");
        require(
                deadLetters.isMissingNode()
                        || QUEUE.matcher(deadLetters.asText()).matches(),
                "target.deadLetterConfig.arn must be a queue's");
    }

    String arn() {
        return "arn:aws:scheduler:%s:%s:schedule/%s/%s".formatted(AwsClients.REGION, AwsClients.ACCOUNT, group, name);
    }

    boolean enabled() {
        return !"DISABLED".equals(request.path("State").asText());
    }

    boolean deletedAfterCompletion() {
        return "DELETE".equals(request.path("ActionAfterCompletion").asText());
    }

    String queue() {
        return queueName(request.at("/Target/Arn").asText());
    }

    Optional<String> deadLetterQueue() {
        return Optional.of(request.at("/Target/DeadLetterConfig/Arn"))
                .filter(JsonNode::isTextual)
                .map(arn -> queueName(arn.asText()));
    }

    Optional<String> messageGroup() {
        return Optional.of(request.at("/Target/SqsParameters/MessageGroupId"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    String input() {
        return request.at("/Target/Input").asText("{}");
    }

    private static String queueName(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static void require(boolean condition, String message) throws Invalid {
        if (!condition) {
            throw new Invalid(message);
        }
    }

    private static boolean oneOf(String value, String... allowed) {
        return Set.of(allowed).contains(value);
    }

    private static boolean between(JsonNode number, int least, int most) {
        return number.isMissingNode()
                || (number.isIntegralNumber() && number.asLong() >= least && number.asLong() <= most);
    }

    private static Optional<String> text(ObjectNode node, String field) throws Invalid {
        JsonNode value = node.path(field);
        require(value.isMissingNode() || value.isNull() || value.isTextual(), field + " must be a string");
        return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static void known(ObjectNode node, Set<String> fields, String where) throws Invalid {
        for (String field : (Iterable<String>) node::fieldNames) {
            require(fields.contains(field), where + field + " is not emulated");
        }
    }
}
