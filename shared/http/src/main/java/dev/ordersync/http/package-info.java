/**
 * One small client for calls to upstreams (TikTok Shop and the stores). It knows nothing of orders; its result says whether
 * anything was sent, and nothing else may decide that an outcome is unknown.
 */
package dev.ordersync.http;
