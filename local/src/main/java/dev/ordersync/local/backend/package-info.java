/**
 * AWS's services as local servers on loopback: DynamoDB Local, ElasticMQ and a Scheduler of our own,
 * each reached over its wire protocol by the same SDK clients as in production.
 */
package dev.ordersync.local.backend;
