package dev.ordersync.domain.store;

/**
 * An address as stores take it. Empty texts are allowed, null is not. Personal data: {@link #toString()} shows none.
 *
 * @param provinceCode the platform's code ("CO"), empty where the country has none or we know none
 * @param countryCode ISO 3166-1 alpha-2
 * @param phone empty where it is not to be shown to the store
 */
public record StoreAddress(
        String firstName,
        String lastName,
        String line1,
        String line2,
        String city,
        String provinceCode,
        String postalCode,
        String countryCode,
        String phone) {

    @Override
    public String toString() {
        return "StoreAddress[" + countryCode + "]";
    }
}
