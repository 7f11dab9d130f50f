package dev.ordersync.local.net;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that nobody but this machine reaches, with a thread a request. */
public final class LoopbackServer implements AutoCloseable {
    /** How many callers may wait at the door. */
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; nobody is served yet.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static LoopbackServer bind(int port) throws IOException {
        return new LoopbackServer(HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG));
    }

    /** Serves every path with this handler, which closes its exchanges. */
    public void serve(HttpHandler handler) {
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Cuts the connections, and waits for the requests that are being handled. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
