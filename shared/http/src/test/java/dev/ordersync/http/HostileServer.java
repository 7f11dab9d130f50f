package dev.ordersync.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that does whatever a script says with the bytes of each connection, and remembers every request that arrived. A
 * connection beyond the script is answered properly, so that a client that repeats itself is seen to do so.
 */
final class HostileServer implements AutoCloseable {

    /** What happens on one connection. Returning closes it. */
    @FunctionalInterface
    interface Script {
        void play(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Queue<Script> scripts;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HostileServer(ServerSocket listener, List<Script> scripts) throws IOException {
        this.listener = listener;
        this.scripts = new ConcurrentLinkedQueue<>(scripts);
        listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        start(this::accept);
    }

    /** One script a connection, in their order. */
    static HostileServer playing(Script... scripts) {
        try {
            return new HostileServer(new ServerSocket(), List.of(scripts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HostileServer playing(ServerSocket unbound, Script... scripts) {
        try {
            return new HostileServer(unbound, List.of(scripts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a request, does the work, and answers 200 with this body; keeps the connection for the next request. */
    static Script answering(String body) {
        return connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        };
    }

    /** Reads a request, writes exactly these bytes, and closes. */
    static Script writing(String raw) {
        return connection -> {
            connection.readRequest();
            connection.write(raw);
        };
    }

    /** Reads a request, writes exactly these bytes, and then neither goes on nor closes. */
    static Script stallingAfter(String raw) {
        return connection -> {
            connection.readRequest();
            connection.write(raw);
            connection.stall();
        };
    }

    int port() {
        return listener.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Method, target and body of every request that arrived whole, as "POST /orders {...}". */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The heads of the same requests, as they came. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
            synchronized (threads) {
                for (Thread thread : threads) {
                    thread.join(TimeUnit.SECONDS.toMillis(5));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable work) {
        synchronized (threads) {
            threads.add(Thread.startVirtualThread(work));
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                Script script = scripts.peek() == null ? answering("beyond the script") : scripts.poll();
                start(() -> play(script, socket));
            } catch (IOException listenerClosed) {
                return;
            }
        }
    }

    private void play(Script script, Socket socket) {
        try (socket) {
            script.play(new Connection(socket));
        } catch (IOException clientIsGone) {
            // as scripted, or because the client gave up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final class Connection {
        private final Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** False if the client closed the connection instead. */
        boolean readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int read = in.read();
                if (read < 0) {
                    return false;
                }
                head.write(read);
            }
            String text = head.toString(StandardCharsets.US_ASCII);
            int length = text.lines()
                    .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            heads.add(text);
            requests.add((text.substring(0, text.indexOf(" HTTP/1.1")) + " " + body).strip());
            return true;
        }

        void readByte() throws IOException {
            socket.getInputStream().read();
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void close() throws IOException {
            socket.close();
        }

        /** The connection ends as when a machine dies: RST instead of FIN. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing until the test is over. */
        void stall() throws InterruptedException {
            closed.await();
        }

        /** Does nothing for a moment; false once the test is over. */
        boolean pause() throws InterruptedException {
            return !closed.await(20, TimeUnit.MILLISECONDS);
        }
    }
}
