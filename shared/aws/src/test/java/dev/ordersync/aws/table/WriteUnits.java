package dev.ordersync.aws.table;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Asks with each write what it consumed, and adds it up. Knows PutItem and UpdateItem, the only writes of an order. */
final class WriteUnits implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final Map<String, Double> indexes = new HashMap<>();
    private double table;

    WriteUnits(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    void reset() {
        table = 0;
        indexes.clear();
    }

    double table() {
        return table;
    }

    double index(String name) {
        return indexes.getOrDefault(name, 0.0);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        PutItemResponse answer = dynamo.putItem(request.toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .build());
        add(answer.consumedCapacity());
        return answer;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        UpdateItemResponse answer = dynamo.updateItem(request.toBuilder()
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .build());
        add(answer.consumedCapacity());
        return answer;
    }

    private void add(ConsumedCapacity consumed) {
        table += consumed.table().capacityUnits();
        consumed.globalSecondaryIndexes()
                .forEach((name, used) -> indexes.merge(name, used.capacityUnits(), Double::sum));
    }

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
        return dynamo.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
        return dynamo.serviceName();
    }

    @Override
    public void close() {
        // The client belongs to who made it.
    }
}
