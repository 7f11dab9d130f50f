package dev.ordersync.local.sandbox;

/** A body that the sandbox's own controls cannot use; answered with 422 and this message. */
public final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unusable(String message) {
        super(message);
    }
}
