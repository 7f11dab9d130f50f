package dev.ordersync.local.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Tells the {@link Ledger} of every call of an AWS client, and makes DynamoDB say what each call
 * consumed. To be given to every client of the local runtime.
 */
public final class LedgerInterceptor implements ExecutionInterceptor {
    /** Set on a call that AWS would not make, or would not bill apart: it is not counted. */
    public static final ExecutionAttribute<Boolean> UNCOUNTED = new ExecutionAttribute<>("ordersync.uncounted");

    private final Ledger ledger;

    public LedgerInterceptor(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        ReturnConsumedCapacity all = ReturnConsumedCapacity.INDEXES;
        return switch (context.request()) {
            case GetItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
            case BatchGetItemRequest r ->
                r.toBuilder().returnConsumedCapacity(all).build();
            case QueryRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
            case ScanRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
            case PutItemRequest r -> r.toBuilder().returnConsumedCapacity(all).build();
            case UpdateItemRequest r ->
                r.toBuilder().returnConsumedCapacity(all).build();
            case DeleteItemRequest r ->
                r.toBuilder().returnConsumedCapacity(all).build();
            case BatchWriteItemRequest r ->
                r.toBuilder().returnConsumedCapacity(all).build();
            default -> context.request();
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        boolean nothingReceived = context.response() instanceof ReceiveMessageResponse r
                && r.messages().isEmpty();
        if (nothingReceived || Boolean.TRUE.equals(attributes.getAttribute(UNCOUNTED))) {
            return;
        }
        countCall(attributes);
        switch (context.response()) {
            case PutItemResponse r -> wrote(r.consumedCapacity());
            case UpdateItemResponse r -> wrote(r.consumedCapacity());
            case DeleteItemResponse r -> wrote(r.consumedCapacity());
            case BatchWriteItemResponse r -> r.consumedCapacity().forEach(this::wrote);
            case GetItemResponse r ->
                read(List.of(r.consumedCapacity()), perKey(((GetItemRequest) context.request()).consistentRead()));
            case BatchGetItemResponse r -> read(r.consumedCapacity(), keys((BatchGetItemRequest) context.request()));
            case QueryResponse r ->
                read(List.of(r.consumedCapacity()), perKey(((QueryRequest) context.request()).consistentRead()));
            case ScanResponse r ->
                read(List.of(r.consumedCapacity()), perKey(((ScanRequest) context.request()).consistentRead()));
            case PutEventsResponse r -> ledger.eventsPut(r.entries().size() - r.failedEntryCount());
            default -> {
                // Nothing consumes capacity but these.
            }
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        countCall(attributes);
        if (context.exception() instanceof ConditionalCheckFailedException) {
            // AWS bills a write whose condition failed by the size of the item; ours are below 1 KB.
            // DynamoDB Local does not say so in its error.
            ledger.wrote("conditions that failed", 1);
        }
    }

    private void countCall(ExecutionAttributes attributes) {
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        ledger.awsCall(service.toLowerCase(Locale.ROOT), operation);
    }

    private void wrote(ConsumedCapacity consumed) {
        if (consumed.table() == null) {
            ledger.wrote(consumed.tableName(), consumed.capacityUnits());
            return;
        }
        ledger.wrote(consumed.tableName(), consumed.table().capacityUnits());
        consumed.globalSecondaryIndexes()
                .forEach((index, units) -> ledger.wrote(consumed.tableName() + "/" + index, units.capacityUnits()));
    }

    /**
     * Adds what DynamoDB says was read, but at least what AWS asks for these keys: DynamoDB Local
     * counts an absent item as nothing, AWS as one of up to 4 KB.
     */
    private void read(List<ConsumedCapacity> consumed, double atLeast) {
        double units = consumed.stream()
                .map(c -> Optional.ofNullable(c.capacityUnits()).orElse(0.0))
                .mapToDouble(Double::doubleValue)
                .sum();
        ledger.read(Math.max(units, atLeast));
    }

    private static double keys(BatchGetItemRequest request) {
        return request.requestItems().values().stream()
                .mapToDouble((KeysAndAttributes k) -> k.keys().size() * perKey(k.consistentRead()))
                .sum();
    }

    /** Read units of one item of up to 4 KB. */
    private static double perKey(Boolean consistent) {
        return Boolean.TRUE.equals(consistent) ? 1 : 0.5;
    }
}
