package dev.ordersync.domain.sync;

import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Check;
import java.time.Instant;

/**
 * A check as the queue delivered it.
 *
 * @param receives how often it was delivered, this time included
 * @param firstSentAt when it was put into the queue, which bounds how long its upstream has been paused
 */
public record Received(MessageId id, int receives, Instant firstSentAt, Check check) {}
