package dev.ordersync.local.sandbox.shopify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The jobs of {@code orderCancel}: the order is cancelled once its job is done, not when the call is answered. */
final class Cancellations {

    private record Job(String id, StoredOrder order, Instant due, boolean restock, String reason, boolean refund) {}

    private final ShopifyCatalogue catalogue;
    private final LongSupplier ids;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private Duration delay = Duration.ZERO;

    Cancellations(ShopifyCatalogue catalogue, LongSupplier ids) {
        this.catalogue = catalogue;
        this.ids = ids;
    }

    void delay(Duration ofJobs) {
        delay = ofJobs;
    }

    Map<String, Object> cancel(Optional<StoredOrder> order, Map<String, Object> arguments, Instant now) {
        List<UserError> errors = refusals(order, arguments);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("job", errors.isEmpty() ? begin(order.orElseThrow(), arguments, now) : null);
        payload.put("orderCancelUserErrors", UserError.views(errors));
        payload.put("userErrors", UserError.views(errors));
        return payload;
    }

    private List<UserError> refusals(Optional<StoredOrder> order, Map<String, Object> arguments) {
        List<UserError> errors = new ArrayList<>();
        if (order.isEmpty()) {
            errors.add(new UserError("NOT_FOUND", List.of("orderId"), "Order does not exist"));
        } else if (order.get().cancelledAt != null || pending(order.get())) {
            errors.add(UserError.invalid("Order has already been cancelled", "orderId"));
        } else if (order.get().shipped()) {
            errors.add(UserError.invalid("Cannot cancel an order with fulfilled line items", "orderId"));
        }
        String note = Input.text(arguments, "staffNote");
        if (note != null && note.length() > 255) {
            errors.add(UserError.invalid("Staff note is too long (maximum is 255 characters)", "staffNote"));
        }
        return errors;
    }

    private boolean pending(StoredOrder order) {
        return jobs.values().stream().anyMatch(job -> job.order() == order);
    }

    private Map<String, Object> begin(StoredOrder order, Map<String, Object> arguments, Instant now) {
        Map<String, Object> method = Input.object(arguments, "refundMethod");
        boolean refund =
                Input.flag(arguments, "refund") || method != null && Input.flag(method, "originalPaymentMethodsRefund");
        Job job = new Job(
                "gid://shopify/Job/" + ids.getAsLong(),
                order,
                now.plus(delay),
                Input.flag(arguments, "restock"),
                Input.text(arguments, "reason"),
                refund);
        jobs.put(job.id(), job);
        return view(job, false); // it has only been queued, however quick it will be
    }

    /** Null for a job that never was. */
    Map<String, Object> job(String id, Instant now) {
        Job job = jobs.get(id);
        return job == null ? null : view(job, !job.due().isAfter(now));
    }

    private static Map<String, Object> view(Job job, boolean done) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", job.id());
        view.put("done", done);
        return view;
    }

    /** Cancels the orders whose time has come; the store has no thread of its own. */
    void settle(Instant now) {
        jobs.values().stream()
                .filter(job -> job.order().cancelledAt == null && !job.due().isAfter(now))
                .forEach(this::settle);
    }

    private void settle(Job job) {
        StoredOrder order = job.order();
        order.cancelledAt = job.due();
        order.updatedAt = job.due();
        order.cancelReason = job.reason();
        if (job.restock() && order.stockTaken) {
            OrderCreation.units(order).forEach((variant, quantity) -> catalogue.take(variant, -quantity));
            order.stockTaken = false;
        }
        if (order.received().signum() == 0) {
            order.financialStatus = "VOIDED";
        } else if (job.refund()) {
            order.financialStatus = "REFUNDED";
        }
    }
}
