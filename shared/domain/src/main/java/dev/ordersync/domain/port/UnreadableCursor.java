package dev.ordersync.domain.port;

/** A cursor that the list did not give: the caller's mistake, and the only one of a listing. */
public final class UnreadableCursor extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnreadableCursor() {
        super("not a cursor of this list");
    }
}
