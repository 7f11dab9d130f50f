/** A TikTok order as TikTok has it: one line item per unit, money with currency, deadlines, an address that may be masked. */
package dev.ordersync.domain.order;
