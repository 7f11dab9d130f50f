/**
 * The sandbox: upstreams that can misbehave, on loopback, for the demo and for tests.
 *
 * <p>It is an opponent, not a stub: it speaks the upstreams' protocols as their documentation describes them, keeps
 * state, and promises no more than they do. This package holds what its servers share: the HTTP server, the faults, the
 * timed events.
 */
package dev.ordersync.local.sandbox;
