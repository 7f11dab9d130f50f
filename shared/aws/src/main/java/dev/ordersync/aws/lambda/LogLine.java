package dev.ordersync.aws.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one line that each message and each request ends in: JSON, with fixed fields in a fixed order, without personal
 * data or secrets. Lambda passes a line of JSON on as it is.
 */
public final class LogLine {
    private static final int FRAMES = 8;
    private static final int MOST_CAUSES = 10;

    private final JsonFactory json = new JsonFactory();
    private final String function;
    private final InstantSource clock;
    private final Consumer<String> out;

    /** @param out takes a line without its end */
    public LogLine(String function, InstantSource clock, Consumer<String> out) {
        this.function = function;
        this.clock = clock;
        this.out = out;
    }

    public static LogLine toStdout(String function, InstantSource clock) {
        return new LogLine(function, clock, System.out::println);
    }

    /** A line about something that begins now. */
    public Line begin(String requestId) {
        return new Line(requestId, clock.instant());
    }

    /** A line while it is filled; what is absent or empty is left out. */
    public final class Line {
        private final Map<String, Object> fields = new LinkedHashMap<>();
        private final Instant begun;
        private String level = "INFO";

        private Line(String requestId, Instant begun) {
            this.begun = begun;
            put("requestId", requestId);
        }

        public Line put(String name, String value) {
            if (value != null && !value.isEmpty()) {
                fields.put(name, value);
            }
            return this;
        }

        public Line put(String name, Optional<?> value) {
            value.ifPresent(present -> put(name, present.toString()));
            return this;
        }

        public Line put(String name, long value) {
            fields.put(name, value);
            return this;
        }

        /** An expected fault. */
        public Line warn(String why) {
            level = "WARN";
            return put("why", why);
        }

        /**
         * An unexpected fault: its class, those of its causes, and where in our code it happened. Messages only of
         * exceptions of ours: another's may quote what it could not digest.
         */
        public Line error(Throwable bug) {
            level = "ERROR";
            List<Throwable> chain = Stream.iterate(bug, Objects::nonNull, Throwable::getCause)
                    .limit(MOST_CAUSES)
                    .toList();
            put("error", bug.getClass().getName());
            put(
                    "why",
                    chain.stream()
                            .filter(each -> isOurs(each.getClass().getName()))
                            .map(Throwable::getMessage)
                            .filter(Objects::nonNull)
                            .distinct()
                            .collect(Collectors.joining("; ")));
            if (chain.size() > 1) {
                fields.put(
                        "causes",
                        chain.stream()
                                .skip(1)
                                .map(cause -> cause.getClass().getName())
                                .toList());
            }
            fields.put("at", frames(chain));
            return this;
        }

        /** Of the cause that lies deepest: others may only have carried it on, from another thread at that. */
        private static List<String> frames(List<Throwable> chain) {
            return chain.reversed().stream()
                    .map(each -> frames(each, frame -> isOurs(frame.getClassName())))
                    .filter(ours -> !ours.isEmpty())
                    .findFirst()
                    .orElseGet(() -> frames(chain.get(0), frame -> true));
        }

        private static List<String> frames(Throwable thrown, Predicate<StackTraceElement> shown) {
            return Arrays.stream(thrown.getStackTrace())
                    .filter(shown)
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .toList();
        }

        private static boolean isOurs(String className) {
            return className.startsWith("dev.ordersync.");
        }

        public void write() {
            Instant now = clock.instant();
            StringWriter line = new StringWriter();
            try (JsonGenerator generator = json.createGenerator(line)) {
                generator.writeStartObject();
                generator.writeStringField("time", now.toString());
                generator.writeStringField("level", level);
                generator.writeStringField("function", function);
                for (Map.Entry<String, Object> field : fields.entrySet()) {
                    generator.writeFieldName(field.getKey());
                    write(generator, field.getValue());
                }
                generator.writeNumberField("ms", Duration.between(begun, now).toMillis());
                generator.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.accept(line.toString());
        }

        private static void write(JsonGenerator generator, Object value) throws IOException {
            switch (value) {
                case Long number -> generator.writeNumber(number);
                case List<?> texts -> {
                    generator.writeStartArray();
                    for (Object text : texts) {
                        generator.writeString(text.toString());
                    }
                    generator.writeEndArray();
                }
                default -> generator.writeString(value.toString());
            }
        }
    }
}
