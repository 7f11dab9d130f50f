package dev.ordersync.sweep;

import dev.ordersync.aws.lambda.BatchLoop.Delivered;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.aws.queue.Task;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.shop.ShopTopics;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.SweepShop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does the tasks of a batch one after the other; one that fails does not keep its neighbours from being done. */
final class Tasks {
    private final SweepShop sweep;
    private final Shops shops;

    Tasks(SweepShop sweep, Shops shops) {
        this.sweep = sweep;
        this.shops = shops;
    }

    Map<MessageId, Outcome> handle(List<Delivered<Task>> batch, Invocation invocation) {
        Map<MessageId, Outcome> outcomes = new HashMap<>();
        for (Delivered<Task> one : batch) {
            outcomes.put(one.id(), outcome(one));
        }
        return outcomes;
    }

    private Outcome outcome(Delivered<Task> one) {
        try {
            return Outcome.Done.of(done(one.message()));
        } catch (RuntimeException e) {
            return new Outcome.Failed(e, one.backOff());
        }
    }

    private String done(Task task) {
        if (shops.find(task.shop(), Optional.empty()).isEmpty()) {
            return "unknown shop";
        }
        return switch (task) {
            case Task.Sweep(var shop) -> "swept, checks sent: " + sweep.sweep(shop);
            case Task.ShopEvent(var shop, int type)
            when type == ShopTopics.DEAUTHORISED -> {
                shops.markDeauthorised(shop);
                yield "deauthorised";
            }
            case Task.ShopEvent event -> "noted";
        };
    }

    static void describe(LogLine.Line line, Task task) {
        line.put("shop", task.shop().value());
        switch (task) {
            case Task.Sweep sweep -> line.put("kind", "SWEEP");
            case Task.ShopEvent(var shop, int type) ->
                line.put("kind", "SHOP_EVENT").put("type", type);
        }
    }
}
