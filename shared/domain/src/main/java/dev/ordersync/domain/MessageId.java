package dev.ordersync.domain;

/** The queue's id of one message, or the request id of an API call: names who wrote a row last. */
public record MessageId(String value) {
    public MessageId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("MessageId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
