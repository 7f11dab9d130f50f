/**
 * What becomes of an order after the store has it: what TikTok says now is held against the row, and what differs is done
 * in the store, one step after the other. Each step is given the store order as it was just read, so that what was done
 * before a crash is not done twice.
 */
package dev.ordersync.domain.carryover;
