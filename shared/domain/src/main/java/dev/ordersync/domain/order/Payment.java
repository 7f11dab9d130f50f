package dev.ordersync.domain.order;

import dev.ordersync.domain.Money;

/**
 * The money of an order as TikTok states it, all in one currency.
 *
 * @param total what the buyer paid
 * @param shippingFeeTax tax on shipping, zero outside the US
 * @param otherFees the buyer's other fees together: retail delivery, small order, service, handling, insurance
 */
public record Payment(
        String currency,
        Money total,
        Money originalShippingFee,
        Money shippingSellerDiscount,
        Money shippingPlatformDiscount,
        Money shippingFeeTax,
        Money platformDiscount,
        Money otherFees) {

    /** What the seller earns for shipping: TikTok's own discount on it is paid by TikTok. */
    public Money shippingPrice() {
        return originalShippingFee.minus(shippingSellerDiscount);
    }

    /** What TikTok pays the seller beside the buyer's payment. */
    public Money paidByTikTok() {
        return platformDiscount.plus(shippingPlatformDiscount);
    }
}
