package dev.ordersync.aws;

import java.time.InstantSource;

/**
 * The two times that a function lives by. In AWS they are one; the local runtime moves business time.
 *
 * @param business holds, claims, schedules, the age of copies
 * @param wire what others check: signatures, tokens
 */
public record Clocks(InstantSource business, InstantSource wire) {}
