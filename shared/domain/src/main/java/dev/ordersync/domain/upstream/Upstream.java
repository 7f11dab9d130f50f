package dev.ordersync.domain.upstream;

/** Whose server a call went to. A fault of AWS never becomes a row: the message comes back. */
public enum Upstream {
    TIKTOK,
    STORE,
    AWS
}
