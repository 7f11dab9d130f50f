package dev.ordersync.domain.reason;

import static dev.ordersync.domain.reason.AttentionRule.AFTER_AN_HOUR;
import static dev.ordersync.domain.reason.AttentionRule.AFTER_THIRD_RETRY;
import static dev.ordersync.domain.reason.AttentionRule.AT_ONCE;
import static dev.ordersync.domain.reason.AttentionRule.NEVER;
import static dev.ordersync.domain.reason.AttentionRule.PER_SHOP;
import static dev.ordersync.domain.reason.Manual.NONE;
import static dev.ordersync.domain.reason.Manual.RECHECK;
import static dev.ordersync.domain.reason.Manual.RETRY;
import static dev.ordersync.domain.reason.Manual.WAIVE;

import java.util.Map;

/**
 * Why an order is where it is: one row a reason, with the one status it belongs to, the merchant's words, the way out,
 * what Sync does, when a person is needed, and how the order comes back by itself. {@code {name}} in a text is filled
 * from the row's arguments.
 */
public enum Reason {
    AWAITING_PAYMENT(
            Status.WAITING,
            RECHECK,
            NEVER,
            LookAgain.NEVER,
            "The buyer has not paid yet.",
            "Nothing to do: the order goes on when TikTok reports the payment."),
    TIKTOK_UNAVAILABLE(
            Status.WAITING,
            RECHECK,
            AFTER_AN_HOUR,
            LookAgain.PASSING_FAULT,
            "TikTok did not answer.",
            "Nothing to do: we try again by ourselves."),
    TIKTOK_RATE_LIMITED(
            Status.WAITING,
            RECHECK,
            AFTER_AN_HOUR,
            LookAgain.PASSING_FAULT,
            "TikTok asked us to slow down.",
            "Nothing to do: we try again by ourselves."),
    TIKTOK_AUTH_EXPIRED(
            Status.WAITING,
            RECHECK,
            PER_SHOP,
            LookAgain.NEVER,
            "TikTok no longer accepts our access to the shop.",
            "Authorise the app again in TikTok Seller Center."),
    TIKTOK_ORDER_NOT_FOUND(
            Status.WAITING,
            RECHECK,
            AFTER_AN_HOUR,
            LookAgain.NOT_FOUND,
            "TikTok does not know this order.",
            "Look for the order in TikTok Seller Center, then press Sync."),
    TIKTOK_REFUSED(
            Status.WAITING,
            RECHECK,
            AT_ONCE,
            LookAgain.NEVER,
            "TikTok refused to show the order: {words} (code {code}, request {requestId}).",
            "Press Sync to ask again; if it stays, give TikTok's support the request id."),
    TIKTOK_STATUS_UNKNOWN(
            Status.WAITING,
            RECHECK,
            AFTER_AN_HOUR,
            LookAgain.PASSING_FAULT,
            "TikTok gives the order a status that we do not know: {status}.",
            "We look again by ourselves; if it stays, tell us the status."),
    RECREATE_REQUESTED(
            Status.WAITING,
            RECHECK,
            NEVER,
            LookAgain.AT_A_GIVEN_TIME,
            "You said that the order is not in the store.",
            "Nothing to do: it is checked again, and created once more if nothing stands in its way."),

    AUTO_SYNC_DISABLED(
            Status.BLOCKED,
            RECHECK,
            PER_SHOP,
            LookAgain.NEVER,
            "Automatic sync is switched off for this shop.",
            "Switch automatic sync on in the shop's settings."),
    ORDER_BEFORE_CONNECTION(
            Status.BLOCKED,
            WAIVE,
            NEVER,
            LookAgain.NEVER,
            "The order was placed before the shop was connected with the store.",
            "Press Sync if the store should have it."),
    ORDER_BEFORE_PRODUCT_LINK(
            Status.BLOCKED,
            RECHECK,
            AT_ONCE,
            LookAgain.NEVER,
            "The order was placed before its product {sku} was linked.",
            "Press Sync if this order should use the link."),
    ORDER_CANCELLED(
            Status.BLOCKED,
            WAIVE,
            NEVER,
            LookAgain.NEVER,
            "The order was cancelled on TikTok.",
            "Nothing to do. Press Sync to have it in the store as a cancelled order."),
    SAMPLE_SYNC_DISABLED(
            Status.BLOCKED,
            RECHECK,
            NEVER,
            LookAgain.NEVER,
            "This is a free sample, and samples are not synced.",
            "Change the sample rule in the shop's settings."),
    FULFILLED_BY_TIKTOK(
            Status.BLOCKED,
            NONE,
            NEVER,
            LookAgain.NEVER,
            "TikTok ships this order from its own warehouse.",
            "Nothing to do: the store must not ship it too."),
    ORDER_ON_HOLD(
            Status.BLOCKED,
            WAIVE,
            NEVER,
            LookAgain.HOLD,
            "The buyer may still cancel freely.",
            "Nothing to do: the order goes on when the hold ends. Press Sync to reserve the stock now."),
    SHIPPING_ADDRESS_MISSING(
            Status.BLOCKED,
            WAIVE,
            AT_ONCE,
            LookAgain.PASSING_FAULT,
            "TikTok does not show the recipient's address.",
            "Check the order in TikTok Seller Center. Press Sync to create it without a full address."),
    PRODUCT_NOT_LINKED(
            Status.BLOCKED,
            RECHECK,
            AT_ONCE,
            LookAgain.NEVER,
            "No store product belongs to {title} (SKU {sellerSku}).",
            "Link the TikTok SKU {sku} to a store variant, or give the variant this SKU, then press Sync."),
    SKU_AMBIGUOUS(
            Status.BLOCKED,
            RECHECK,
            AT_ONCE,
            LookAgain.NEVER,
            "{count} store variants have the SKU {sellerSku}.",
            "Link the TikTok SKU {sku} to the right variant."),
    PRODUCT_DELETED(
            Status.BLOCKED,
            RECHECK,
            AT_ONCE,
            LookAgain.NEVER,
            "The store variant that {title} is linked to was deleted.",
            "Link the TikTok SKU {sku} to another variant, or restore the product and press Sync."),
    PLAN_INACTIVE(
            Status.BLOCKED,
            RECHECK,
            PER_SHOP,
            LookAgain.AT_A_GIVEN_TIME,
            "Your plan is not active.",
            "Renew the plan."),

    STORE_OUTCOME_UNKNOWN(
            Status.UNCONFIRMED,
            NONE,
            AFTER_AN_HOUR,
            LookAgain.AT_A_GIVEN_TIME,
            "The store did not say whether it created the order.",
            "Nothing to do: we look it up in the store before anything else happens."),

    STORE_REQUIRED_FIELD_MISSING(
            Status.FAILED,
            RETRY,
            AT_ONCE,
            LookAgain.NEVER,
            "The store wants a value for {field} of {product}.",
            "Give the product a default for {field} in the store, then press Sync."),
    STORE_OUT_OF_STOCK(
            Status.FAILED,
            RETRY,
            AFTER_THIRD_RETRY,
            LookAgain.STOCK,
            "The store has too little stock of {product}.",
            "Refill the stock, or let orders ignore it in the shop's settings."),
    CURRENCY_MISMATCH(
            Status.FAILED,
            RETRY,
            AT_ONCE,
            LookAgain.NEVER,
            "The order is in {orderCurrency}, the store sells in {storeCurrency}.",
            "Connect the shop with a store in {orderCurrency}."),
    STORE_REJECTED(
            Status.FAILED,
            RETRY,
            AT_ONCE,
            LookAgain.NEVER,
            "The store refused the order: {words}",
            "Correct what the store names, then press Sync."),
    STORE_UNAVAILABLE(
            Status.FAILED,
            RETRY,
            AFTER_THIRD_RETRY,
            LookAgain.PASSING_FAULT,
            "The store did not answer.",
            "Nothing to do: we try again by ourselves."),
    STORE_RATE_LIMITED(
            Status.FAILED,
            RETRY,
            AFTER_THIRD_RETRY,
            LookAgain.PASSING_FAULT,
            "The store asked us to slow down.",
            "Nothing to do: we try again by ourselves."),
    STORE_AUTH_EXPIRED(
            Status.FAILED,
            RETRY,
            PER_SHOP,
            LookAgain.RECONNECTION,
            "The store no longer accepts our access: {words}",
            "Connect the store again."),
    INTERNAL_ERROR(
            Status.FAILED,
            RETRY,
            AT_ONCE,
            LookAgain.NEVER,
            "Something went wrong on our side (request {requestId}). We have been told.",
            "Press Sync to try again."),

    STORE_ORDER_DELETED(
            Status.SYNCED,
            NONE,
            AT_ONCE,
            LookAgain.NEVER,
            "The order is no longer in the store.",
            "If it was deleted on purpose, nothing. Else say that it is not in the store, and it is created again."),
    CANCELLED_AFTER_SHIPMENT(
            Status.SYNCED,
            NONE,
            AT_ONCE,
            LookAgain.NEVER,
            "The order was cancelled on TikTok after the store had shipped it.",
            "Ask the carrier for the parcel back, or wait for the return. The store order has a note and a tag."),
    CANCEL_BY_HAND(
            Status.SYNCED,
            NONE,
            AT_ONCE,
            LookAgain.NEVER,
            "The order was cancelled on TikTok. Its store order is one that you named and we did not make: we left it.",
            "Cancel the store order if nobody is to ship it. It has a note and a tag."),
    ADDRESS_CHANGED_AFTER_SHIPMENT(
            Status.SYNCED,
            NONE,
            AT_ONCE,
            LookAgain.NEVER,
            "The buyer's address changed on TikTok after the store had shipped the order.",
            "Compare the addresses in TikTok Seller Center and ask the carrier to redirect the parcel."),
    LINES_CANCELLED(
            Status.SYNCED,
            NONE,
            AT_ONCE,
            LookAgain.NEVER,
            "A part of the order was cancelled on TikTok after it came to the store.",
            "Take the units that the store order's note names out of the store order before it is shipped."),
    STORE_UPDATE_FAILED(
            Status.SYNCED,
            NONE,
            AT_ONCE,
            LookAgain.PASSING_FAULT,
            "The order is in the store, but the store did not take a later change: {words}",
            "Look at the order in the store. We try again by ourselves for 7 days; Sync tries at once.");

    /** The argument that says why no word of the merchant's can waive a reason that it otherwise would. */
    public static final String WHY_NOT = "why";

    private final Status status;
    private final Manual manual;
    private final AttentionRule attention;
    private final LookAgain lookAgain;
    private final String message;
    private final String resolution;

    Reason(
            Status status,
            Manual manual,
            AttentionRule attention,
            LookAgain lookAgain,
            String message,
            String resolution) {
        this.status = status;
        this.manual = manual;
        this.attention = attention;
        this.lookAgain = lookAgain;
        this.message = message;
        this.resolution = resolution;
    }

    public Status status() {
        return status;
    }

    public Manual manual() {
        return manual;
    }

    public AttentionRule attention() {
        return attention;
    }

    public LookAgain lookAgain() {
        return lookAgain;
    }

    /** Whether an order with this reason waits for one SKU to be linked. */
    public boolean waitsForSku() {
        return switch (this) {
            case ORDER_BEFORE_PRODUCT_LINK, PRODUCT_NOT_LINKED, SKU_AMBIGUOUS, PRODUCT_DELETED -> true;
            default -> false;
        };
    }

    /** What happened, in the merchant's words; {@link #WHY_NOT} among the arguments says why that is final. */
    public String message(Map<String, String> args) {
        String why = args.get(WHY_NOT);
        String filled = fill(message, args);
        return why == null ? filled : filled.substring(0, filled.length() - 1) + ": " + why + ".";
    }

    /** What the merchant can do. */
    public String resolution(Map<String, String> args) {
        return args.containsKey(WHY_NOT) ? "Nothing to do." : fill(resolution, args);
    }

    private static String fill(String text, Map<String, String> args) {
        String filled = text;
        for (Map.Entry<String, String> arg : args.entrySet()) {
            filled = filled.replace("{" + arg.getKey() + "}", arg.getValue());
        }
        return filled;
    }
}
