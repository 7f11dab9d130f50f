/** What a person at the terminal sees: progress, words with colours where there are any, tables. */
package dev.ordersync.local.terminal;
