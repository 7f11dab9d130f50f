package dev.ordersync.local.connect;

import dev.ordersync.domain.port.TikTokShops;
import dev.ordersync.domain.shop.Shop;
import dev.ordersync.domain.sync.KeepSubscriptions;
import dev.ordersync.domain.upstream.Permanent;
import dev.ordersync.domain.upstream.Transient;
import dev.ordersync.domain.upstream.UpstreamException;
import dev.ordersync.tiktok.TikTokSellerClient;
import dev.ordersync.tiktok.TikTokSellerClient.AuthorisedShop;
import dev.ordersync.tiktok.TikTokSellerClient.Product;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What TikTok says of a shop: whether its authorisation opens it, with which scopes, and where its webhooks go. */
final class TikTokSteps {
    private static final String AUTHORISATION = "TikTok authorisation";
    private static final String SCOPES = "TikTok scopes";
    private static final String WEBHOOKS = "TikTok webhooks";
    /** TikTok's code for a scope that the app or the token lacks (Partner Center, "Common errors"). */
    private static final String SCOPE_NOT_GRANTED = "105005";
    /** Two thousand products; who has more sees what of them is linked by their SKU. */
    private static final int MOST_PAGES = 20;

    private final TikTokSellerClient seller;
    private final TikTokShops tiktok;
    private final String consentLink;
    private final InstantSource clock;
    private final Map<String, Answer> asked = new HashMap<>();

    TikTokSteps(TikTokSellerClient seller, TikTokShops tiktok, String consentLink, InstantSource clock) {
        this.seller = seller;
        this.tiktok = tiktok;
        this.consentLink = consentLink;
        this.clock = clock;
    }

    /** What an authorisation opens, or why nobody knows: asked once for all of its shops, also where TikTok hangs. */
    private record Answer(List<AuthorisedShop> shops, Optional<UpstreamException> failure) {}

    private Answer ask(String authorisation) {
        try {
            return new Answer(seller.shops(authorisation), Optional.empty());
        } catch (UpstreamException why) {
            return new Answer(List.of(), Optional.of(why));
        }
    }

    /** What the steps after the first have learned. @param currencies that the shop sells in */
    record Learned(List<Product> products, Set<String> currencies) {
        static final Learned NOTHING = new Learned(List.of(), Set.of());
    }

    /** Asks which shops the authorisation opens; empty where this one is not among them, or nobody knows. */
    Optional<AuthorisedShop> authorised(String authorisation, String id, boolean hasToken, List<Finding> findings) {
        if (!hasToken) {
            findings.add(Finding.missing(AUTHORISATION, "no token. " + consent()));
            return Optional.empty();
        }
        Answer answer = asked.computeIfAbsent(authorisation, this::ask);
        if (answer.failure().isPresent()) {
            UpstreamException why = answer.failure().get();
            findings.add(
                    lacksScope(why)
                            ? Finding.missing(SCOPES, scopes(List.of("seller.authorization.info (the shop itself)")))
                            : Finding.failed(AUTHORISATION, why, consent()));
            return Optional.empty();
        }
        List<AuthorisedShop> opened = answer.shops();
        Optional<AuthorisedShop> found =
                opened.stream().filter(shop -> shop.id().equals(id)).findFirst();
        findings.add(found.map(shop -> Finding.ok(AUTHORISATION, "opens " + shop.name() + " (" + shop.region() + ")"))
                .orElseGet(() -> Finding.missing(
                        AUTHORISATION,
                        "opens " + names(opened) + " and not this shop: correct its id, or let its seller consent. "
                                + consent())));
        return found;
    }

    /** The scopes by using them, the subscriptions, and what the shop sells. */
    Learned steps(Shop shop, Optional<String> webhooksAt, List<Finding> findings) {
        List<String> lacking = new ArrayList<>();
        try {
            tiktok.changedSince(shop, clock.instant(), Optional.empty());
        } catch (UpstreamException why) {
            if (why instanceof Transient) {
                findings.add(Finding.failed(SCOPES, why, ""));
                return Learned.NOTHING;
            }
            note(why, "seller.order.info (orders)", lacking, findings);
        }
        Learned learned = Learned.NOTHING;
        try {
            learned = products(shop);
        } catch (UpstreamException why) {
            note(why, "seller.product.basic (links, currency)", lacking, findings);
        }
        if (!lacking.isEmpty()) {
            findings.add(Finding.missing(SCOPES, scopes(lacking)));
        } else if (findings.stream().noneMatch(finding -> finding.what().equals(SCOPES))) {
            findings.add(Finding.ok(SCOPES, "shop, orders and products can be read"));
        }
        findings.add(webhooks(shop, webhooksAt));
        return learned;
    }

    private static void note(UpstreamException why, String scope, List<String> lacking, List<Finding> findings) {
        if (lacksScope(why)) {
            lacking.add(scope);
        } else {
            findings.add(Finding.failed(SCOPES, why, "It was " + scope + " that was tried."));
        }
    }

    private static boolean lacksScope(UpstreamException why) {
        return why instanceof Permanent refused && refused.code().equals(SCOPE_NOT_GRANTED);
    }

    private Learned products(Shop shop) {
        List<Product> products = new ArrayList<>();
        Set<String> currencies = new HashSet<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            TikTokSellerClient.Page found = seller.products(shop, next);
            products.addAll(found.products());
            found.products().forEach(product -> currencies.addAll(product.currencies()));
            next = found.next();
            if (next.isEmpty()) {
                break;
            }
        }
        return new Learned(products, currencies);
    }

    private Finding webhooks(Shop shop, Optional<String> webhooksAt) {
        return WebhookStep.run(
                WEBHOOKS,
                webhooksAt,
                KeepSubscriptions.TIKTOK_PATH,
                address -> tiktok.subscribe(shop, address),
                address -> "TikTok takes an https address with a domain name and no port; this was " + address
                        + ". Until then the sweep finds orders, minutes later.");
    }

    private String scopes(List<String> lacking) {
        return "not granted: " + String.join(", ", lacking) + ". Add to the app in Partner Center, then " + consent();
    }

    private String consent() {
        return "The seller consents at " + consentLink
                + " ; then run connect with --tiktok-code and the code that TikTok hands to the app's redirect address"
                + " (good once, for 30 minutes).";
    }

    private static String names(List<AuthorisedShop> shops) {
        return shops.isEmpty()
                ? "no shop"
                : shops.stream().map(shop -> shop.name() + " " + shop.id()).collect(Collectors.joining(", "));
    }
}
