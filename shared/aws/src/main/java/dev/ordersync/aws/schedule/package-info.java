/** EventBridge Scheduler: one-time schedules that send a check into the queue. */
package dev.ordersync.aws.schedule;
