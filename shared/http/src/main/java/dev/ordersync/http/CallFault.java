package dev.ordersync.http;

/** Why there is no complete answer. A word only: never an URL, header or exception text, since those may carry secrets. */
public enum CallFault {
    /** The address is not one that this client may call, or its host resolves to no public address. */
    ADDRESS_REFUSED,
    /** A header or the method cannot be sent over HTTP (a line break in a token, for example). */
    REQUEST_INVALID,
    /** DNS knows no such host. */
    HOST_UNKNOWN,
    /** Nobody answers at that address. */
    CONNECT_FAILED,
    /** The TLS handshake failed: certificate, host name or protocol. */
    TLS_FAILED,
    /** The deadline of the call passed. */
    TIMEOUT,
    /** The calling thread was interrupted; it still is when the call returns. */
    INTERRUPTED,
    /** The answer's body is larger than {@link UpstreamClient#MAX_BODY_BYTES}. */
    BODY_TOO_LARGE,
    /** The connection ended, or spoke something other than HTTP, before the answer was whole. */
    ANSWER_INCOMPLETE
}
