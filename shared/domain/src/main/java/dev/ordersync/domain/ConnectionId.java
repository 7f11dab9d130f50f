package dev.ordersync.domain;

/** The credentials and address of one store, by the id that the operator gave it. */
public record ConnectionId(String value) {
    public ConnectionId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("ConnectionId must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
