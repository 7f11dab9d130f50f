/** What a merchant decided: settings, plan and links of a shop that is connected to a store. */
package dev.ordersync.domain.shop;
