package dev.ordersync.aws.table;

import static dev.ordersync.aws.AwsCalls.ask;

import dev.ordersync.domain.OrderId;
import dev.ordersync.domain.ShopId;
import dev.ordersync.domain.port.OrderTable;
import dev.ordersync.domain.port.OrderTable.Page;
import dev.ordersync.domain.port.OrderTable.Waiting;
import dev.ordersync.domain.reason.LookAgain;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.reason.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * What of a shop's orders is not done: counted, walked over, and what of it is overdue. The keys alone are read, so that
 * the cost follows what is open.
 */
final class OpenOrders {
    /** Those first behind which a store order may stand that nobody has noted. */
    private static final List<Status> SWEPT =
            List.of(Status.SYNCING, Status.UNCONFIRMED, Status.WAITING, Status.BLOCKED, Status.FAILED, Status.SYNCED);

    private final Indexes indexes;

    OpenOrders(Indexes indexes) {
        this.indexes = indexes;
    }

    List<OrderTable.Open> count(ShopId shop) {
        List<OrderTable.Open> counts = new ArrayList<>();
        for (Status status : Status.values()) {
            Map<String, Integer> byReason = new TreeMap<>();
            ask(() -> indexes.all(indexes.open(shop, status).projectionExpression(Keys.OPEN_SK)).items().stream()
                            .map(item ->
                                    IndexKeys.reasonOf(item.get(Keys.OPEN_SK).s()))
                            .toList())
                    .forEach(reason -> byReason.merge(reason, 1, Integer::sum));
            byReason.forEach((name, orders) -> counts.add(new OrderTable.Open(status, IndexKeys.reason(name), orders)));
        }
        return counts;
    }

    int countAttention(ShopId shop) {
        return ask(() -> indexes.all(indexes.attention(shop).select(Select.COUNT)).stream()
                .mapToInt(QueryResponse::count)
                .sum());
    }

    Page<OrderId> attentionBetween(ShopId shop, Instant from, Instant to, int limit, Optional<String> cursor) {
        // "#" ends the time, "$" lies behind it.
        String last = IndexKeys.attentionAt(to) + "$";
        QueryResponse answer = indexes.query(indexes.attention(shop, IndexKeys.attentionAt(from), last)
                .limit(limit)
                .exclusiveStartKey(Indexes.attentionStart(shop, cursor)));
        return new Page<>(Indexes.orders(answer), DynamoOrderTable.next(answer, Keys.ATTENTION_SK));
    }

    int countWaiting(ShopId shop, Waiting what, int most) {
        int count = 0;
        Map<String, AttributeValue> start = null;
        do {
            QueryResponse answer =
                    indexes.query(indexes.open(shop, what.reason().status(), IndexKeys.prefix(what))
                            .select(Select.COUNT)
                            .limit(most - count)
                            .exclusiveStartKey(start));
            count += answer.count();
            start = answer.lastEvaluatedKey();
        } while (count < most && !start.isEmpty());
        return count;
    }

    Page<OrderId> waiting(ShopId shop, Waiting what, int limit, Optional<String> cursor) {
        Status status = what.reason().status();
        QueryResponse answer = indexes.query(indexes.open(shop, status, IndexKeys.prefix(what))
                .limit(limit)
                .exclusiveStartKey(Indexes.openStart(shop, status, IndexKeys.prefix(what), cursor)));
        return new Page<>(Indexes.orders(answer), DynamoOrderTable.next(answer, Keys.OPEN_SK));
    }

    List<OrderId> overdue(ShopId shop, Instant now, int most) {
        Set<OrderId> found = new LinkedHashSet<>();
        for (Status status : SWEPT) {
            List<String> reasons = reasonsThatWait(status);
            // Mostly nothing waits: one question then answers for all the reasons of a status.
            if (reasons.size() == 1 || holdsAny(shop, status)) {
                reasons.forEach(reason -> overdue(shop, status, reason, now, most, found));
            }
        }
        return List.copyOf(found);
    }

    /** What the index calls the reasons whose rows wait for a time. */
    private static List<String> reasonsThatWait(Status status) {
        return switch (status) {
            case SYNCING -> List.of(IndexKeys.NONE);
            case SYNCED -> List.of(IndexKeys.PENDING);
            case WAITING, BLOCKED, FAILED, UNCONFIRMED -> {
                Stream<String> named = Stream.of(Reason.values())
                        .filter(reason -> reason.status() == status)
                        .filter(reason -> reason.lookAgain() != LookAgain.NEVER && !reason.waitsForSku())
                        .map(Reason::name);
                // A row that a press of Sync made has no reason until its check, whose message may be lost.
                yield (status == Status.WAITING ? Stream.concat(Stream.of(IndexKeys.NONE), named) : named).toList();
            }
        };
    }

    private boolean holdsAny(ShopId shop, Status status) {
        return indexes.query(indexes.open(shop, status).limit(1)).count() > 0;
    }

    private void overdue(ShopId shop, Status status, String reason, Instant now, int most, Set<OrderId> found) {
        if (found.size() >= most) {
            return;
        }
        // A detail without a time is "-", which lies before every digit; "#" ends the minute, "$" lies behind it.
        String last = reason + "#" + IndexKeys.minuteOf(now) + "$";
        found.addAll(Indexes.orders(
                indexes.query(indexes.open(shop, status, reason + "#0", last).limit(most - found.size()))));
    }
}
