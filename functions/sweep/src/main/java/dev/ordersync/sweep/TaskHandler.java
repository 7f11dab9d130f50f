package dev.ordersync.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.BatchLoop;
import dev.ordersync.domain.port.Task;

/** The queue of tasks: work on a whole shop. */
public final class TaskHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final BatchLoop<Task> loop;

    public TaskHandler() {
        this(SweepWiring.inAws(Environment.ofProcess()));
    }

    public TaskHandler(SweepWiring wiring) {
        this.loop = wiring.loop();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return loop.run(event, context);
    }
}
