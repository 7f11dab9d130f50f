/** How a call to somebody else's server can fail: for a while, or until somebody changes something. */
package dev.ordersync.domain.upstream;
