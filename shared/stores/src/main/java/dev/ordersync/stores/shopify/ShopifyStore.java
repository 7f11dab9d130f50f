package dev.ordersync.stores.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordersync.domain.StoreOrderId;
import dev.ordersync.domain.VariantId;
import dev.ordersync.domain.port.Vault;
import dev.ordersync.domain.reason.Reason;
import dev.ordersync.domain.shop.Connection;
import dev.ordersync.domain.shop.Platform;
import dev.ordersync.domain.store.Creation;
import dev.ordersync.domain.store.ExternalKey;
import dev.ordersync.domain.store.Form;
import dev.ordersync.domain.store.Freshness;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.OrderList;
import dev.ordersync.domain.store.Refusal;
import dev.ordersync.domain.store.Store;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.domain.store.StoreOrder;
import dev.ordersync.domain.store.Variant;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.http.UpstreamClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One Shopify store. Keeps a token and what it read in the last minute; make one for each connection and keep it. */
public final class ShopifyStore implements Store {
    private static final Pattern ORDER_GID = Pattern.compile("gid://shopify/Order/[0-9]{1,20}");

    /** What Shopify says where the shop has no definition of the unique metafield. */
    private static final String NO_DEFINITION = "definition";

    private final ShopifyApi api;
    private final Variants variants;
    private final Preflight preflight;
    private final OrderReader orders;
    private final OrderChanges changes;
    private final CreationReader creations;
    private final Duration timeout;

    /**
     * @param clock business time, by which cached answers age
     * @param wireClock the machine's time, by which tokens expire
     */
    public ShopifyStore(
            Connection connection, UpstreamClient http, Vault vault, InstantSource clock, InstantSource wireClock) {
        this(connection, http, vault, clock, wireClock, Platform.SHOPIFY.callTimeout());
    }

    ShopifyStore(
            Connection connection,
            UpstreamClient http,
            Vault vault,
            InstantSource clock,
            InstantSource wireClock,
            Duration timeout) {
        TokenEndpoint endpoint = new TokenEndpoint(connection, http, wireClock);
        ShopifyTokens tokens = new ShopifyTokens(connection, vault, endpoint, wireClock);
        this.api = new ShopifyApi(connection, http, tokens, wireClock);
        this.variants = new Variants(api);
        this.preflight = new Preflight(api, variants, clock);
        this.orders = new OrderReader(api);
        this.changes = new OrderChanges(api, orders);
        this.creations = new CreationReader(orders);
        this.timeout = timeout;
    }

    @Override
    public Map<String, List<Variant>> variantsBySku(Collection<String> skus) {
        return variants.bySku(skus, Deadline.in(timeout));
    }

    @Override
    public Map<VariantId, Variant> variantsById(Collection<VariantId> ids) {
        return variants.byId(ids, Deadline.in(timeout));
    }

    @Override
    public List<Refusal> preflight(NewStoreOrder order, Freshness freshness) {
        return preflight.refusals(order, freshness, Deadline.in(timeout));
    }

    @Override
    public Creation create(NewStoreOrder order) {
        return BuyersData.of(order).hideIn(created(order));
    }

    private Creation created(NewStoreOrder order) {
        Deadline deadline = Deadline.in(timeout);
        ObjectNode variables;
        try {
            Optional<String> location =
                    order.form() == Form.SHIPPED ? preflight.location(Freshness.CACHED, deadline) : Optional.empty();
            variables = OrderInput.of(order, location);
        } catch (UpstreamException failure) {
            return CreationReader.notCalled(failure);
        } catch (RuntimeException bug) {
            // Nothing was sent, and sending it later would not help.
            return new Creation.Refused(Reason.INTERNAL_ERROR, Map.of("requestId", "-"));
        }
        Reply reply;
        try {
            reply = api.call(Documents.CREATE_ORDER, variables, deadline);
        } catch (UpstreamException noToken) {
            return CreationReader.notCalled(noToken);
        } catch (RuntimeException bug) {
            return new Creation.Unknown(bug.getClass().getSimpleName());
        }
        try {
            return creations.read(reply, order, deadline);
        } catch (RuntimeException bug) {
            return new Creation.Unknown(bug.getClass().getSimpleName());
        }
    }

    /** By the unique metafield, which is looked up by key, and by the search index, which may be behind. */
    @Override
    public List<StoreOrder> find(ExternalKey key, Instant since) {
        Deadline deadline = Deadline.in(timeout);
        Set<String> ids = new LinkedHashSet<>();
        byMetafield(key, deadline).ifPresent(ids::add);
        ids.addAll(bySourceIdentifier(key, deadline));
        return ids.stream()
                .map(id -> orders.order(id, deadline))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(StoreOrder::createdAt))
                .toList();
    }

    private Optional<String> byMetafield(ExternalKey key, Deadline deadline) {
        ObjectNode variables = ShopifyApi.object();
        variables
                .putObject("customId")
                .put("namespace", OrderInput.METAFIELD_NAMESPACE)
                .put("key", OrderInput.METAFIELD_KEY)
                .put("value", key.value());
        Reply reply = api.call(Documents.ORDER_BY_CUSTOM_ID, variables, deadline);
        if (reply instanceof Reply.Unclear unclear && saysNoDefinition(unclear)) {
            return Optional.empty();
        }
        JsonNode order = Json.present(ShopifyApi.data(reply), "orderByIdentifier");
        return order.isNull() ? Optional.empty() : Optional.of(Json.text(order, "id"));
    }

    private static boolean saysNoDefinition(Reply.Unclear unclear) {
        return !unclear.faults().isEmpty()
                && unclear.faults().stream()
                        .allMatch(fault -> fault.code().equals("NOT_FOUND")
                                && fault.message().contains(NO_DEFINITION));
    }

    private Set<String> bySourceIdentifier(ExternalKey key, Deadline deadline) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> cursors = new HashSet<>();
        ObjectNode variables = ShopifyApi.object().put("query", "source_identifier:" + Search.quoted(key.value()));
        while (true) {
            JsonNode page = Json.object(api.data(Documents.ORDERS, variables, deadline), "orders");
            for (JsonNode order : Json.array(page, "nodes")) {
                if (order.path("sourceIdentifier").asText("").equals(key.value())) {
                    ids.add(Json.text(order, "id"));
                }
            }
            Optional<String> next = Json.nextPage(page);
            if (next.isEmpty()) {
                return ids;
            }
            if (!cursors.add(next.get())) {
                throw Json.incomplete("another page of orders");
            }
            variables.put("after", next.get());
        }
    }

    @Override
    public OrderList createdBetween(Instant from, Instant until, Optional<String> next) {
        String query =
                "created_at:>=" + Search.quoted(from.toString()) + " created_at:<" + Search.quoted(until.toString());
        return orders.list(query, next, Deadline.in(timeout));
    }

    @Override
    public Optional<StoreOrder> read(StoreOrderId id) {
        return isOrder(id) ? orders.order(id.value(), Deadline.in(timeout)) : Optional.empty();
    }

    @Override
    public void cancel(StoreOrderId id, Restock restock) {
        changes.cancel(id, restock, Deadline.in(timeout));
    }

    @Override
    public void updateAddress(StoreOrderId id, StoreAddress address) {
        changes.address(id, address, Deadline.in(timeout));
    }

    @Override
    public void markPaid(StoreOrderId id) {
        changes.paid(id, Deadline.in(timeout));
    }

    @Override
    public void addTags(StoreOrderId id, List<String> tags) {
        changes.addTags(id, tags, Deadline.in(timeout));
    }

    @Override
    public void removeTags(StoreOrderId id, List<String> tags) {
        changes.removeTags(id, tags, Deadline.in(timeout));
    }

    @Override
    public void addNote(StoreOrder order, String note) {
        changes.note(order, note, Deadline.in(timeout));
    }

    private static boolean isOrder(StoreOrderId id) {
        return ORDER_GID.matcher(id.value()).matches();
    }
}
