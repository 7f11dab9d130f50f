package dev.ordersync.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.ordersync.aws.Environment;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.port.TaskQueue;
import java.util.List;

/** Every five minutes: one sweep a shop, so that no shop waits for another. */
public final class TimerHandler implements RequestHandler<ScheduledEvent, Void> {
    private final Shops shops;
    private final TaskQueue tasks;
    private final LogLine log;

    public TimerHandler() {
        this(TimerWiring.inAws(Environment.ofProcess()));
    }

    public TimerHandler(TimerWiring wiring) {
        this.shops = wiring.shops();
        this.tasks = wiring.tasks();
        this.log = wiring.log();
    }

    /** What it throws makes Scheduler try again, and then its dead-letter queue holds the event. */
    @Override
    public Void handleRequest(ScheduledEvent event, Context context) {
        LogLine.Line line = log.begin(context.getAwsRequestId());
        try {
            List<Task.Sweep> sweeps = shops.all().stream().map(Task.Sweep::new).toList();
            tasks.send(sweeps);
            line.put("what", "sweeps sent").put("shops", sweeps.size());
        } catch (RuntimeException e) {
            line.put("what", "failed").error(e);
            throw e;
        } finally {
            line.write();
        }
        return null;
    }
}
