package dev.ordersync.sweep;

import dev.ordersync.aws.lambda.BatchLoop.Delivered;
import dev.ordersync.aws.lambda.LogLine;
import dev.ordersync.domain.MessageId;
import dev.ordersync.domain.port.Shops;
import dev.ordersync.domain.port.Task;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.shop.ShopTopics;
import dev.ordersync.domain.sync.AlertShop;
import dev.ordersync.domain.sync.FindMissedOrders;
import dev.ordersync.domain.sync.FindPairs;
import dev.ordersync.domain.sync.Invocation;
import dev.ordersync.domain.sync.Outcome;
import dev.ordersync.domain.sync.ReleaseOrders;
import dev.ordersync.domain.sync.SweepShop;
import dev.ordersync.domain.sync.SyncAllOrders;
import dev.ordersync.domain.sync.WarnOfDeadlines;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the tasks of a batch side by side; one that fails, or waits for TikTok, does not keep its neighbours from being done. */
final class Tasks {
    private final SweepShop sweep;
    private final FindMissedOrders missed;
    private final FindPairs pairs;
    private final WarnOfDeadlines deadlines;
    private final AlertShop alerts;
    private final ReleaseOrders release;
    private final SyncAllOrders syncAll;
    private final Shops shops;

    Tasks(
            SweepShop sweep,
            FindMissedOrders missed,
            FindPairs pairs,
            WarnOfDeadlines deadlines,
            AlertShop alerts,
            ReleaseOrders release,
            SyncAllOrders syncAll,
            Shops shops) {
        this.sweep = sweep;
        this.missed = missed;
        this.pairs = pairs;
        this.deadlines = deadlines;
        this.alerts = alerts;
        this.release = release;
        this.syncAll = syncAll;
        this.shops = shops;
    }

    Map<MessageId, Outcome> handle(List<Delivered<Task>> batch, Invocation invocation) {
        Map<MessageId, Future<Outcome>> begun = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Delivered<Task> one : batch) {
                begun.put(one.id(), threads.submit(() -> outcome(one, invocation)));
            }
        }
        Map<MessageId, Outcome> outcomes = new HashMap<>();
        for (Delivered<Task> one : batch) {
            outcomes.put(one.id(), ended(begun.get(one.id()), one));
        }
        return outcomes;
    }

    private static Outcome ended(Future<Outcome> task, Delivered<Task> one) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            return new Outcome.Failed(new IllegalStateException(e.getCause()), one.backOff());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(new IllegalStateException("interrupted", e), one.backOff());
        }
    }

    private Outcome outcome(Delivered<Task> one, Invocation invocation) {
        try {
            return Outcome.Done.of(done(one, invocation));
        } catch (RuntimeException e) {
            return new Outcome.Failed(e, one.backOff());
        }
    }

    private String done(Delivered<Task> one, Invocation invocation) {
        Task task = one.message();
        Optional<Shop> known = shops.find(task.shop(), Optional.empty());
        if (known.isEmpty()) {
            return "unknown shop";
        }
        Shop shop = known.get();
        return switch (task) {
            case Task.Sweep(var id) ->
                "swept, checks sent: " + sweep.sweep(id) + "; " + missed.sweep(shop, invocation) + "; "
                        + pairs.sweep(shop, invocation) + "; alerts: " + (deadlines.warn(id) + alerts.look(id));
            case Task.ShopEvent(var id, int type)
            when type == ShopTopics.DEAUTHORISED -> missed.askWhetherAuthorised(shop) + "; alerts: " + alerts.look(id);
            case Task.ShopEvent(var id, int type)
            when type == ShopTopics.EXPIRES_SOON -> "noted; alerts: " + alerts.expiresSoon(shop);
            case Task.ShopEvent event -> "noted";
            case Task.Release asked -> "released, checks sent: " + release.release(asked, invocation);
            case Task.SyncAll asked -> "Sync pressed, orders: " + syncAll.syncAll(asked, one.id(), invocation);
        };
    }

    static void describe(LogLine.Line line, Task task) {
        line.put("shop", task.shop().value());
        switch (task) {
            case Task.Sweep sweep -> line.put("kind", "SWEEP");
            case Task.ShopEvent(var shop, int type) ->
                line.put("kind", "SHOP_EVENT").put("type", type);
            case Task.Release release ->
                line.put("kind", "RELEASE")
                        .put("change", release.change().name())
                        .put("key", release.key())
                        .put("hops", release.hops());
            case Task.SyncAll all ->
                line.put("kind", "SYNC_ALL").put("reason", all.reason().name()).put("hops", all.hops());
        }
    }
}
