package dev.ordersync.domain.row;

import dev.ordersync.domain.reason.Reason;
import java.time.Instant;

/** A merchant's word that a reason shall not stop this order. {@code actor} is "merchant:" and the token's subject. */
public record Waiver(Reason reason, String actor, Instant at) {}
