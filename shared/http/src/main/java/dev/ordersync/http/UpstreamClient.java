package dev.ordersync.http;

import dev.ordersync.http.CallResult.Answer;
import dev.ordersync.http.CallResult.NotSent;
import dev.ordersync.http.CallResult.Unknown;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Calls TikTok and the stores. A request is sent once or not at all; no redirect, proxy, cookie or cache; one deadline over
 * connecting, head and body. It throws nothing for what the network does. Safe for many threads; make one and keep it.
 *
 * <p>A name look-up cannot be interrupted: where the resolver hangs, a call can return after its deadline, but then nothing is
 * sent any more.
 */
public final class UpstreamClient {
    public static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    /** As many as a batch of messages can use at once, kept no longer than servers commonly keep theirs. */
    private static final int IDLE_CONNECTIONS = 10;

    private static final Duration IDLE_TIME = Duration.ofSeconds(60);

    /** A host's address that swallows packets leaves time for its next one. */
    private static final Duration ONE_ADDRESS = Duration.ofSeconds(5);

    private final OkHttpClient http;
    private final Function<HttpUrl, Optional<String>> addressProblem;
    private final Consumer<UpstreamRequest> listener;

    UpstreamClient(OkHttpClient.Builder base, Dns dns, Function<HttpUrl, Optional<String>> addressProblem) {
        this.addressProblem = addressProblem;
        this.listener = request -> {};
        this.http = base.dns(dns)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                // With HTTP/2, one cut would leave every call that shares the connection unknown.
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toSeconds(), TimeUnit.SECONDS))
                // Connects on the calling thread, one address after the other: OkHttp's race of addresses lets a bare
                // InterruptedException escape, and its threads outlive the call.
                .fastFallback(false)
                .connectTimeout(ONE_ADDRESS)
                // The call's own deadline covers these.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListenerFactory(call -> Attempt.of(call.request()))
                .addNetworkInterceptor(chain -> Attempt.of(chain.request()).exchange(chain))
                .build();
    }

    private UpstreamClient(UpstreamClient like, Consumer<UpstreamRequest> listener) {
        this.http = like.http;
        this.addressProblem = like.addressProblem;
        this.listener = listener;
    }

    /** For addresses that the operator configures; see {@link OperatorAddress}. */
    public static UpstreamClient forOperatorAddresses() {
        return new UpstreamClient(new OkHttpClient.Builder(), Dns.SYSTEM, OperatorAddress::problem);
    }

    /** For addresses that merchants give: https, public, checked at the socket; see {@link MerchantAddress}. */
    public static UpstreamClient forMerchantAddresses() {
        return new UpstreamClient(
                new OkHttpClient.Builder(), new PublicAddresses(Dns.SYSTEM), MerchantAddress::problem);
    }

    /** The same client, telling this listener of each call before it is made: for whoever counts them. */
    public UpstreamClient heardBy(Consumer<UpstreamRequest> newListener) {
        return new UpstreamClient(this, newListener);
    }

    public CallResult call(UpstreamRequest request) {
        listener.accept(request);
        HttpUrl url = HttpUrl.parse(request.url());
        if (url == null || addressProblem.apply(url).isPresent()) {
            return new NotSent(CallFault.ADDRESS_REFUSED);
        }
        Request.Builder prepared;
        try {
            prepared = prepare(request, url);
        } catch (IllegalArgumentException unsendable) { // its text quotes the header, which may be a token
            return new NotSent(CallFault.REQUEST_INVALID);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new NotSent(CallFault.INTERRUPTED);
        }
        long begun = System.nanoTime();
        while (true) {
            long nanosLeft = request.timeout().toNanos() - (System.nanoTime() - begun);
            if (nanosLeft <= 0) {
                return new NotSent(CallFault.TIMEOUT);
            }
            Attempt attempt = new Attempt();
            try {
                return send(prepared.tag(Attempt.class, attempt).build(), attempt, nanosLeft);
            } catch (Attempt.StaleConnection nothingSent) {
                // Not a repeat: the request was not begun. The dead connection has left the pool, so this ends.
                continue;
            } catch (IOException e) {
                CallFault fault = fault(e, attempt);
                return attempt.sent() ? new Unknown(fault) : new NotSent(fault);
            }
        }
    }

    private static Request.Builder prepare(UpstreamRequest request, HttpUrl url) {
        Request.Builder prepared = new Request.Builder().url(url);
        request.headers().forEach(prepared::header);
        byte[] body = request.body();
        if (body == null && List.of("POST", "PUT", "PATCH").contains(request.method())) {
            body = new byte[0];
        }
        return prepared.method(request.method(), body == null ? null : RequestBody.create(body, null));
    }

    private CallResult send(Request request, Attempt attempt, long nanosLeft) throws IOException {
        Call call = http.newCall(request);
        call.timeout().timeout(nanosLeft, TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            BufferedSource body = response.body().source();
            if (body.request(MAX_BODY_BYTES + 1L)) {
                call.cancel(); // else closing would read on to keep the connection
                return new Unknown(CallFault.BODY_TOO_LARGE);
            }
            return new Answer(response.code(), headers(response, attempt), body.readByteArray());
        }
    }

    private static Map<String, String> headers(Response response, Attempt attempt) {
        Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Headers all = response.headers();
        for (int i = 0; i < all.size(); i++) {
            first.putIfAbsent(all.name(i), all.value(i));
        }
        attempt.retryAfter().ifPresent(value -> first.put("Retry-After", value));
        return Collections.unmodifiableMap(first);
    }

    private static CallFault fault(IOException e, Attempt attempt) {
        if (Thread.currentThread().isInterrupted()) {
            return CallFault.INTERRUPTED;
        }
        if (e instanceof InterruptedIOException) {
            return CallFault.TIMEOUT;
        }
        if (attempt.sent()) {
            return CallFault.ANSWER_INCOMPLETE;
        }
        return switch (e) {
            case PublicAddresses.Refused refused -> CallFault.ADDRESS_REFUSED;
            case UnknownHostException unknown -> CallFault.HOST_UNKNOWN;
            case SSLException tls -> CallFault.TLS_FAILED;
            default -> CallFault.CONNECT_FAILED;
        };
    }
}
