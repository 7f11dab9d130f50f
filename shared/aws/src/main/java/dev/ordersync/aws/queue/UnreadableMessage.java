package dev.ordersync.aws.queue;

/** A message that no version of this program can mean; says which field is wrong, never its value. */
public final class UnreadableMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableMessage(String why) {
        super(why);
    }
}
