package dev.ordersync.domain.store;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * TikTok names states in full, stores want codes (ISO 3166-2:US and the USPS codes of the armed forces). Of other countries
 * we do not know how TikTok spells them; their names stay in the address as a text.
 */
final class Provinces {
    private static final Map<String, String> US = parse("""
            alabama AL alaska AK arizona AZ arkansas AR california CA colorado CO connecticut CT delaware DE
            district_of_columbia DC florida FL georgia GA hawaii HI idaho ID illinois IL indiana IN iowa IA kansas KS
            kentucky KY louisiana LA maine ME maryland MD massachusetts MA michigan MI minnesota MN mississippi MS
            missouri MO montana MT nebraska NE nevada NV new_hampshire NH new_jersey NJ new_mexico NM new_york NY
            north_carolina NC north_dakota ND ohio OH oklahoma OK oregon OR pennsylvania PA rhode_island RI
            south_carolina SC south_dakota SD tennessee TN texas TX utah UT vermont VT virginia VA washington WA
            west_virginia WV wisconsin WI wyoming WY puerto_rico PR guam GU american_samoa AS
            northern_mariana_islands MP virgin_islands VI armed_forces_americas AA armed_forces_europe AE
            armed_forces_pacific AP
            """);

    private Provinces() {}

    static String code(String country, String name) {
        if (!country.equals("US") || name.isEmpty()) {
            return "";
        }
        String known = US.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        String upper = name.toUpperCase(Locale.ROOT);
        return US.containsValue(upper) ? upper : "";
    }

    private static Map<String, String> parse(String table) {
        String[] words = table.trim().split("\\s+");
        Map<String, String> codes = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            codes.put(words[i].replace('_', ' '), words[i + 1]);
        }
        return Map.copyOf(codes);
    }
}
