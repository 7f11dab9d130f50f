package dev.ordersync.local.sandbox.tiktok;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.local.clock.DueSource;
import dev.ordersync.local.sandbox.SandboxContext;
import dev.ordersync.local.sandbox.SandboxServer;
import dev.ordersync.local.sandbox.TimedEvents;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A TikTok Shop on 127.0.0.1: Partner API, authorisation host and webhooks in one server.
 *
 * <p>A change made here sends its webhook before the method returns. What happens later (the end of a hold, a webhook's
 * retry) waits for {@link #fireDue}: whoever owns the business clock calls it, also while time passes by itself.
 */
public final class TikTokSandbox implements DueSource, AutoCloseable {

    /** How Get Order Detail treats an id that is not the shop's; the documentation allows both. */
    public enum UnknownOrders {
        LEFT_OUT,
        REFUSED_21008111
    }

    private final SandboxContext context;
    private final TikTokAccount account;
    private final TimedEvents events = new TimedEvents();
    private final TikTokAnswer answer = new TikTokAnswer();
    private final TikTokTokens tokens;
    private final TikTokSubscriptions subscriptions;
    private final TikTokWebhooks webhooks;
    private final TikTokOrders orders;
    private final Map<String, TikTokProduct> catalogue;
    private final TikTokApi api;
    private final SandboxServer server;

    /** Listens at once; port 0 takes any free one. The catalogue is {@link TikTokProduct#demo}. */
    public TikTokSandbox(int port, SandboxContext context, TikTokAccount account) {
        this.context = context;
        this.account = account;
        this.tokens = new TikTokTokens(account, context.wireClock(), answer);
        this.subscriptions = new TikTokSubscriptions(context.wireClock(), answer);
        this.webhooks = new TikTokWebhooks(account, context, events, subscriptions::address);
        this.catalogue = new ConcurrentHashMap<>(
                TikTokProduct.demo().stream().collect(Collectors.toMap(TikTokProduct::sellerSku, Function.identity())));
        this.orders = new TikTokOrders(context, account.shops(), catalogue, events, webhooks);
        TikTokGate gate = new TikTokGate(account, context.wireClock(), tokens, answer);
        this.api = new TikTokApi(
                account,
                gate,
                tokens,
                orders,
                new TikTokProducts(catalogue, answer),
                subscriptions,
                answer,
                new TikTokControls(this));
        this.server = new SandboxServer(port, api, context);
        server.start();
    }

    /** The base of both the API's and the authorisation host's addresses. */
    public URI url() {
        return server.url();
    }

    public TikTokAccount account() {
        return account;
    }

    /** The app-wide webhook address, as {@code http://127.0.0.1:8080/webhooks/tiktok}; none is known at the start. */
    public void sendWebhooksTo(URI address) {
        subscriptions.appWide(address);
    }

    /** Places the order and answers its id. */
    public String place(SandboxOrder order) {
        String id = orders.place(order);
        fire();
        return id;
    }

    /** An UNPAID order is paid now. */
    public void pay(String orderId) {
        orders.pay(orderId);
        fire();
    }

    /** Cancelled as a whole, at once, by BUYER, SELLER or SYSTEM. Throws IllegalStateException once it is shipped. */
    public void cancel(String orderId, String by) {
        orders.cancel(orderId, by);
        fire();
    }

    /** The buyer asks: done at once before the hold's end, later a request that is granted after 48 hours. */
    public void requestCancellation(String orderId) {
        orders.requestCancellation(orderId);
        fire();
    }

    /** One line item is cancelled, counted from 0; the order's status stays. */
    public void cancelLine(String orderId, int line) {
        orders.cancelLine(orderId, line);
        fire();
    }

    /** Sets fields of the recipient's address. */
    public void changeAddress(String orderId, ObjectNode fields) {
        orders.changeAddress(orderId, fields);
        fire();
    }

    /** Sets the status, documented or not, as TikTok's own processes would. */
    public void moveTo(String orderId, String status) {
        orders.moveTo(orderId, status);
        fire();
    }

    /** Delivers the order's latest webhook once more, byte for byte. */
    public void repeatWebhook(String orderId) {
        webhooks.repeat(orderId);
        fire();
    }

    /** Adds a product to what every shop sells, or replaces the one with its seller SKU. */
    public void putProduct(TikTokProduct product) {
        catalogue.put(product.sellerSku(), product);
    }

    /** Where a shop's topic goes, by {@code event_type}: what was subscribed through the API. */
    public Map<String, String> subscriptions(String shopId) {
        return subscriptions.of(shopId);
    }

    /** The subscriptions of all shops are lost. */
    public void loseSubscriptions() {
        subscriptions.clear();
    }

    public void unknownOrders(UnknownOrders treatment) {
        api.unknownOrders(treatment);
    }

    /** Another seller's tokens, good beside the account's; an empty refresh token is none. */
    public void accept(String accessToken, String refreshToken) {
        tokens.accept(accessToken, refreshToken);
    }

    /** Every access token is expired (105002) until a refresh. */
    public void expireAccessTokens() {
        tokens.expireAccessTokens();
    }

    /** No refresh token is accepted any more. */
    public void revokeRefreshTokens() {
        tokens.revokeRefreshTokens();
    }

    /** The order as the API shows it now. */
    public Optional<ObjectNode> order(String orderId) {
        return orders.view(orderId);
    }

    /** All orders as the API shows them now, in the order of their placing. */
    public ArrayNode orders() {
        return JsonNodeFactory.instance.arrayNode().addAll(orders.views());
    }

    /** Every attempt to deliver a webhook, in order. */
    public List<Delivery> deliveries() {
        return webhooks.deliveries();
    }

    @Override
    public Optional<Instant> nextDue() {
        return events.nextDue();
    }

    /** Ends holds, grants cancellations, tries webhooks again: what is due up to {@code now}. */
    @Override
    public void fireDue(Instant now) {
        events.fireDue(now);
    }

    private void fire() {
        events.fireDue(context.businessClock().instant());
    }

    @Override
    public void close() {
        server.close();
        webhooks.close();
    }
}
