package dev.ordersync.domain.stage;

/** The seven stages, in their fixed order. */
public enum StageName {
    PRE_CHECK,
    CANCELLED,
    SAMPLE,
    FULFILLMENT_TYPE,
    ADDRESS,
    PLATFORM,
    PLAN;

    /** 1 to 7. */
    public int number() {
        return ordinal() + 1;
    }
}
