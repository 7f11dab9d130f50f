/**
 * The HTTP front: what API Gateway does before a function (event, JWT authorizer, limits), and the
 * local runtime's own addresses under {@code /local}.
 */
package dev.ordersync.local.gateway;
