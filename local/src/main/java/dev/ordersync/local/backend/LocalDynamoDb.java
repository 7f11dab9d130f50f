package dev.ordersync.local.backend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    /** DynamoDB Local's name for its one file. */
    private static final String FILE = "shared-local-instance.db";

    /** Of every SQLite file that is not empty (sqlite.org, "Database File Format"). */
    private static final byte[] BEGINNING = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final LocalDynamoDBRequestHandler requests;
    private final Server server;

    private LocalDynamoDb(LocalDynamoDBRequestHandler requests, Server server) {
        this.requests = requests;
        this.server = server;
    }

    /**
     * Looks at what a folder holds, before the library does: of a file that is no table it prints stack traces and goes
     * on.
     *
     * @throws IOException saying what is wrong
     */
    public static void check(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (Files.notExists(file) || Files.size(file) == 0) {
            return;
        }
        try (InputStream content = Files.newInputStream(file)) {
            if (!Arrays.equals(content.readNBytes(BEGINNING.length), BEGINNING)) {
                throw new IOException(file + " is no table");
            }
        }
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
