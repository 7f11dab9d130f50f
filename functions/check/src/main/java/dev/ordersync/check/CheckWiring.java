package dev.ordersync.check;

import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.BatchLoop;
import dev.ordersync.aws.lambda.Hashes;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.domain.port.Check;
import dev.ordersync.domain.sync.CheckOrders;
import dev.ordersync.domain.sync.Received;
import dev.ordersync.wiring.SharedWiring;
import java.time.Duration;

/** Everything that the check function is made of. */
public final class CheckWiring {
    /**
     * A message with under 45 s left is given back unbegun, so that a call which ends this late leaves time to write what
     * came of it.
     */
    private static final Duration AWS_PATIENCE = Duration.ofSeconds(15);

    private final BatchLoop<Check> loop;

    public CheckWiring(SharedWiring shared) {
        CheckOrders checks = new CheckOrders(shared.ports(), shared.judge(), shared.addresses());
        this.loop = new BatchLoop<>(
                shared.returnsOfOrders(),
                shared.codec()::readCheck,
                (batch, invocation) ->
                        checks.handle(batch.stream().map(CheckWiring::received).toList(), invocation),
                CheckWiring::describe,
                LogLine.toStdout("check", shared.clocks().business()));
    }

    /** As the deployment has set it up. */
    public static CheckWiring inAws(Environment environment) {
        return new CheckWiring(SharedWiring.inAws(environment, AWS_PATIENCE));
    }

    BatchLoop<Check> loop() {
        return loop;
    }

    private static Received received(BatchLoop.Delivered<Check> delivered) {
        return new Received(delivered.id(), delivered.receives(), delivered.firstSentAt(), delivered.message());
    }

    private static void describe(LogLine.Line line, Check check) {
        line.put("shop", check.shop().value())
                .put("order", check.order().value())
                .put("cause", check.cause().name())
                .put("actor", Hashes.ofActor(check.actor()));
    }
}
