package dev.ordersync.domain.order;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where an order goes, as TikTok shows it. Every field may be empty, none is null. {@code state} is a full name
 * ("Colorado"), {@code city} is TikTok's level 3 and in the UK the post town; {@code region} is ISO 3166-1 alpha-2.
 * Personal data: read, sent to the store, never kept and never logged, so {@link #toString()} shows none of it.
 */
public record Recipient(
        String name,
        String firstName,
        String lastName,
        String phone,
        String line1,
        String line2,
        String line3,
        String line4,
        String city,
        String county,
        String state,
        String postalCode,
        String region,
        String dropOff) {

    public Recipient {
        name = text(name);
        firstName = text(firstName);
        lastName = text(lastName);
        phone = text(phone);
        line1 = text(line1);
        line2 = text(line2);
        line3 = text(line3);
        line4 = text(line4);
        city = text(city);
        county = text(county);
        state = text(state);
        postalCode = text(postalCode);
        region = text(region);
        dropOff = text(dropOff);
    }

    public static Recipient none() {
        return new Recipient("", "", "", "", "", "", "", "", "", "", "", "", "", "");
    }

    public AddressState addressState() {
        if (Stream.of(line1, line2, line3, line4).allMatch(String::isEmpty)) {
            return AddressState.NONE;
        }
        boolean masked = Stream.of(name, firstName, lastName, line1, line2, line3, line4, postalCode)
                .anyMatch(Recipient::isMasked);
        return masked ? AddressState.MASKED : AddressState.CLEAR;
    }

    public static boolean isMasked(String text) {
        return text.indexOf('*') >= 0;
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    @Override
    public String toString() {
        return "Recipient[" + addressState() + "]";
    }
}
