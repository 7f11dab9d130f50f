package dev.ordersync.merchant;

import dev.ordersync.domain.MerchantId;
import java.util.Map;
import java.util.Optional;

/**
 * A merchant's request, as the gateway let it through.
 *
 * @param actor "merchant:" and the token's subject
 * @param path without its query
 * @param query decoded; of a name that is given twice the values joined by commas
 * @param body empty where there is none
 */
record Call(
        MerchantId merchant,
        String actor,
        String requestId,
        String method,
        String path,
        Map<String, String> query,
        byte[] body) {
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
