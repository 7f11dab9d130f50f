/** What the local servers have in common. */
package dev.ordersync.local.net;
