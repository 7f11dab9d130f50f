package dev.ordersync.local.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what AWS would bill and what the upstreams are asked. Safe for use from many threads.
 *
 * <p>Billed requests are API Gateway's, Lambda's, SQS's, Scheduler's firings and the bus's events, however many of them
 * one call brings. Receives that
 * returned nothing, or that gathered more of a batch, are the local poller's own business and are not
 * counted; neither are calls of the Scheduler API, which AWS does not bill.
 */
public final class Ledger {
    private final Map<String, Long> aws = new TreeMap<>();
    private final Map<String, Double> written = new TreeMap<>();
    private final Map<String, Long> upstream = new TreeMap<>();
    private double readUnits;
    private long billedRequests;

    /**
     * The counts since the last {@link #clear()}.
     *
     * @param aws calls by service and operation, as {@code dynamodb.PutItem}
     * @param writeUnits write units of tables and indexes together
     * @param readUnits read units, counting absent keys as AWS does
     * @param upstream calls by upstream and operation, as {@code tiktok.GET /order/202309/orders}
     * @param writeUnitsBy the write units by table, and by {@code table/index}
     */
    public record Counts(
            Map<String, Long> aws,
            double writeUnits,
            double readUnits,
            long billedRequests,
            Map<String, Long> upstream,
            Map<String, Double> writeUnitsBy) {}

    /** Counts one call to an upstream, named as {@code tiktok.GET /order/202309/orders}. */
    public synchronized void upstream(String call) {
        upstream.merge(call, 1L, Long::sum);
    }

    /** Counts one request that came in through API Gateway. */
    public synchronized void gatewayRequest() {
        billedRequests++;
    }

    /** Counts one invocation of a function. */
    public synchronized void invocation() {
        billedRequests++;
    }

    /** Counts one schedule that fired. */
    public synchronized void scheduleFired() {
        billedRequests++;
    }

    /** Counts events that were put on the bus, each below the 64 KB that AWS bills as one. */
    public synchronized void eventsPut(int events) {
        billedRequests += events;
    }

    /** The counts as they are now. */
    public synchronized Counts counts() {
        double writeUnits =
                written.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Counts(
                Map.copyOf(aws), writeUnits, readUnits, billedRequests, Map.copyOf(upstream), Map.copyOf(written));
    }

    /** Begins again from nothing. */
    public synchronized void clear() {
        aws.clear();
        written.clear();
        upstream.clear();
        readUnits = 0;
        billedRequests = 0;
    }

    synchronized void awsCall(String service, String operation) {
        aws.merge(service + "." + operation, 1L, Long::sum);
        if (service.equals("sqs")) {
            billedRequests++;
        }
    }

    synchronized void wrote(String tableOrIndex, double units) {
        written.merge(tableOrIndex, units, Double::sum);
    }

    synchronized void read(double units) {
        readUnits += units;
    }
}
