package dev.ordersync.check;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.BatchLoop;
import dev.ordersync.domain.port.Check;

/** The queue of orders to the seven stages; what is not done comes back. */
public final class CheckHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final BatchLoop<Check> loop;

    public CheckHandler() {
        this(CheckWiring.inAws(Environment.ofProcess()));
    }

    public CheckHandler(CheckWiring wiring) {
        this.loop = wiring.loop();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return loop.run(event, context);
    }
}
