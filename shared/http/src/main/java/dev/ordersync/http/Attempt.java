package dev.ordersync.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** One attempt to send one request: knows whether it was begun, and keeps OkHttp from beginning it twice. */
final class Attempt extends EventListener {
    private volatile boolean connected;
    private volatile boolean sent;
    private volatile String retryAfter;

    static Attempt of(Request request) {
        return request.tag(Attempt.class);
    }

    /** True from just before the first byte of the request is written. */
    boolean sent() {
        return sent;
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connected = true;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
    }

    /** Runs on an open connection, before anything of the request is written. */
    Response exchange(Interceptor.Chain chain) throws IOException {
        if (!connected && isStale(chain.connection().socket())) {
            throw new StaleConnection();
        }
        Response response = chain.proceed(chain.request());
        // OkHttp sends a request again, POST or not, on 503 with "Retry-After: 0": it shall not see the header.
        retryAfter = response.header("Retry-After");
        return response.newBuilder().removeHeader("Retry-After").build();
    }

    /**
     * Whether the server has closed a connection that was kept. OkHttp looks only after 10 idle seconds, while Apache closes
     * after 5: a request written to such a connection would be lost with an unknown outcome. Costs a millisecond.
     */
    private static boolean isStale(Socket socket) {
        try {
            int timeout = socket.getSoTimeout();
            try {
                socket.setSoTimeout(1);
                socket.getInputStream().read();
                return true; // the end; or a byte that nobody asked for, which must not pass for an answer
            } catch (SocketTimeoutException open) {
                return false;
            } finally {
                socket.setSoTimeout(timeout);
            }
        } catch (IOException broken) {
            return true;
        }
    }

    /** The connection was dead before anything was written to it. */
    static final class StaleConnection extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
