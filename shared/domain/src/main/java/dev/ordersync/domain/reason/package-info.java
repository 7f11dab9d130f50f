/** The catalogue of reasons: status, words for the merchant, resolution, manual mode and attention, in one place. */
package dev.ordersync.domain.reason;
