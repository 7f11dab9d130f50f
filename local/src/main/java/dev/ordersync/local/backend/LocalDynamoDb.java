package dev.ordersync.local.backend;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process. It is started by its public parts and not by its own runner,
 * because the runner binds every interface and reports telemetry; this binds loopback and does not.
 */
public final class LocalDynamoDb implements AutoCloseable {
    private final LocalDynamoDBRequestHandler requests;
    private final Server server;

    private LocalDynamoDb(LocalDynamoDBRequestHandler requests, Server server) {
        this.requests = requests;
        this.server = server;
    }

    /**
     * Starts it on any free port.
     *
     * @param data the folder of the table's file; empty keeps everything in memory
     */
    public static LocalDynamoDb start(Optional<Path> data) {
        try {
            LocalDynamoDBRequestHandler requests = new LocalDynamoDBRequestHandler(
                    0, data.isEmpty(), data.map(Path::toString).orElse(null), true, false);
            Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
            server.setHandler(new LocalDynamoDBServerHandler(requests, "*"));
            server.start();
            return new LocalDynamoDb(requests, server);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not start", e);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop", e);
        } finally {
            requests.shutdown();
        }
    }
}
