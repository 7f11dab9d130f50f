/**
 * What the functions wire alike: the clients of AWS, of TikTok and of the stores, and the domain's ports on top of them. It
 * knows every adapter and no function.
 */
package dev.ordersync.wiring;
