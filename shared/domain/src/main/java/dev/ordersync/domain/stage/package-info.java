/** The seven stages, their verdicts, and the judge that runs them for a check and for explain alike. */
package dev.ordersync.domain.stage;
