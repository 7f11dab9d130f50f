package dev.ordersync.domain.store;

import dev.ordersync.domain.order.AddressState;
import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address that a store gets. Where TikTok ships, its masked parts are replaced by words that tell the merchant so;
 * elsewhere masked parts are left out. Nothing masked ever reaches a store.
 */
final class AddressDraft {
    static final String BY_TIKTOK = "Shipped by TikTok";

    private AddressDraft() {}

    static Optional<StoreAddress> of(TikTokOrder order) {
        Recipient to = order.recipient();
        boolean byTikTok = order.shippingType() == ShippingType.TIKTOK;
        boolean nothing = to.addressState() == AddressState.NONE && to.region().isEmpty();
        if (nothing || to.addressState() == AddressState.NONE && !byTikTok) {
            return Optional.empty();
        }
        String placeholder = byTikTok ? BY_TIKTOK : "";
        String last = firstClear(to.lastName(), "");
        String first = firstClear(to.firstName(), last.isEmpty() ? firstClear(to.name(), placeholder) : "");
        return Optional.of(new StoreAddress(
                first,
                last,
                firstClear(to.line1(), placeholder),
                Stream.of(to.line2(), to.line3(), to.line4(), stateWithoutCode(to))
                        .map(AddressDraft::clear)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining(", ")),
                clear(to.city()),
                Provinces.code(to.region(), clear(to.state())),
                clear(to.postalCode()),
                to.region(),
                byTikTok ? "" : phone(to.phone())));
    }

    /** A state for which we know no code stays in the address as a text; the UK's are its countries, which no one writes. */
    private static String stateWithoutCode(Recipient to) {
        boolean needed = !to.region().equals("GB")
                && Provinces.code(to.region(), clear(to.state())).isEmpty()
                && !to.state().equals(to.city());
        return needed ? to.state() : "";
    }

    /** TikTok writes "(+1)3035550123"; stores want E.164. */
    private static String phone(String text) {
        if (Recipient.isMasked(text)) {
            return "";
        }
        String digits = text.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? "" : text.contains("+") ? "+" + digits : digits;
    }

    private static String firstClear(String text, String otherwise) {
        return clear(text).isEmpty() ? otherwise : text;
    }

    static String clear(String text) {
        return Recipient.isMasked(text) ? "" : text;
    }
}
