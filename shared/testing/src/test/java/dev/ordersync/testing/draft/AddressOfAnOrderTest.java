package dev.ordersync.testing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersync.domain.order.Recipient;
import dev.ordersync.domain.order.ShippingType;
import dev.ordersync.domain.order.TikTokOrder;
import dev.ordersync.domain.store.NewStoreOrder;
import dev.ordersync.domain.store.StoreAddress;
import dev.ordersync.testing.Orders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressOfAnOrderTest {
    @Nested
    class ShippedByTheSeller {
        @Test
        void aClearAmericanAddressHasACodeForItsStateAndAPhoneNumberToDial() {
            assertThat(address(us("Dana", "Example", "Colorado", "(+1)3035550123")))
                    .isEqualTo(new StoreAddress(
                            "Dana",
                            "Example",
                            "100 Sample St",
                            "Apt 4, Floor 2",
                            "Denver",
                            "CO",
                            "80202",
                            "US",
                            "+13035550123"));
        }

        @Test
        void aBritishAddressHasItsPostTownAndNoCode() {
            StoreAddress address = address(Orders.british());

            assertThat(address.city()).isEqualTo("Leeds");
            assertThat(address.provinceCode()).isEmpty();
            assertThat(address.countryCode()).isEqualTo("GB");
            assertThat(address.phone()).isEqualTo("+447700900123");
        }

        @Test
        void anEmptyLastNameLeavesTheWholeNameInTheFirst() {
            StoreAddress address = address(us("Dana Example", "", "Colorado", ""));

            assertThat(address.firstName()).isEqualTo("Dana Example");
            assertThat(address.lastName()).isEmpty();
            assertThat(address.phone()).isEmpty();
        }

        @Test
        void aNameThatIsNotSplitIsTheFirst() {
            Recipient to = new Recipient(
                    "Dana Example", "", "", "", "1 Sample Road", "", "", "", "Dublin", "", "", "", "IE", "");

            assertThat(address(to).firstName()).isEqualTo("Dana Example");
            assertThat(address(to).lastName()).isEmpty();
        }

        @Test
        void aPersonMayHaveOneNameTwice() {
            StoreAddress address = address(us("Thomas", "Thomas", "Colorado", ""));

            assertThat(address.firstName()).isEqualTo("Thomas");
            assertThat(address.lastName()).isEqualTo("Thomas");
        }

        @Test
        void nothingMaskedReachesTheStoreWhenTheMerchantWaivesTheAddress() {
            StoreAddress address = address(Orders.masked(Orders.recipient(Drafts.ID)));

            assertThat(address).isEqualTo(new StoreAddress("", "", "", "", "", "CO", "", "US", ""));
        }

        @Test
        void aMaskedPhoneNumberIsLeftOut() {
            assertThat(address(us("Dana", "Example", "Colorado", "(+1)303***23"))
                            .phone())
                    .isEmpty();
        }

        @Test
        void withoutAnAddressThereIsNone() {
            assertThat(draft(Recipient.none(), ShippingType.SELLER).shipTo()).isEmpty();
        }

        private StoreAddress address(Recipient to) {
            return draft(to, ShippingType.SELLER).shipTo().orElseThrow();
        }
    }

    @Nested
    class ShippedByTikTok {
        @Test
        void whatIsMaskedIsReplacedByWordsAndWhatIsClearStays() {
            StoreAddress address = address(Orders.masked(Orders.recipient(Drafts.ID)));

            assertThat(address)
                    .isEqualTo(
                            new StoreAddress("Shipped by TikTok", "", "Shipped by TikTok", "", "", "CO", "", "US", ""));
        }

        @Test
        void theClearPartOfAHalfMaskedNameIsTheName() {
            Recipient to = new Recipient(
                    "D*** Example",
                    "D***",
                    "Example",
                    "",
                    "1** S***",
                    "",
                    "",
                    "",
                    "Denver",
                    "",
                    "Colorado",
                    "80202",
                    "US",
                    "");

            assertThat(address(to).firstName()).isEmpty();
            assertThat(address(to).lastName()).isEqualTo("Example");
            assertThat(address(to).city()).isEqualTo("Denver");
            assertThat(address(to).postalCode()).isEqualTo("80202");
        }

        @Test
        void aClearAddressIsGivenWithoutThePhone() {
            StoreAddress address = address(us("Dana", "Example", "Colorado", "(+1)3035550123"));

            assertThat(address.firstName()).isEqualTo("Dana");
            assertThat(address.line1()).isEqualTo("100 Sample St");
            assertThat(address.phone()).isEmpty();
        }

        @Test
        void withNoAddressAtAllTheCountryIsStillKnown() {
            Recipient country = new Recipient("", "", "", "", "", "", "", "", "", "", "Texas", "", "US", "");

            assertThat(address(country).line1()).isEqualTo("Shipped by TikTok");
            assertThat(address(country).provinceCode()).isEqualTo("TX");
        }

        @Test
        void withoutEvenACountryThereIsNoAddress() {
            assertThat(draft(Recipient.none(), ShippingType.TIKTOK).shipTo()).isEmpty();
        }

        private StoreAddress address(Recipient to) {
            return draft(to, ShippingType.TIKTOK).shipTo().orElseThrow();
        }
    }

    @Nested
    class States {
        @ParameterizedTest
        @CsvSource({
            "Colorado, CO",
            "new york, NY",
            "DISTRICT OF COLUMBIA, DC",
            "North Carolina, NC",
            "Puerto Rico, PR",
            "Armed Forces Pacific, AP",
            "CA, CA",
            "ca, CA"
        })
        void anAmericanStateIsACode(String name, String code) {
            assertThat(code(name, "US")).isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Atlantis", "XX", "C*******"})
        void whatIsNoStateHasNoCode(String name) {
            assertThat(code(name, "US")).isEmpty();
        }

        @Test
        void otherCountriesHaveNone() {
            assertThat(code("Georgia", "GE")).isEmpty();
        }

        private String code(String state, String country) {
            Recipient to = new Recipient(
                    "Dana Example",
                    "Dana",
                    "Example",
                    "",
                    "100 Sample St",
                    "",
                    "",
                    "",
                    "Denver",
                    "",
                    state,
                    "80202",
                    country,
                    "");
            return draft(to, ShippingType.SELLER).shipTo().orElseThrow().provinceCode();
        }
    }

    private static NewStoreOrder draft(Recipient to, ShippingType by) {
        TikTokOrder order = Orders.order(Drafts.ID).shippingType(by).address(to).build();
        return Drafts.plain(order);
    }

    private static Recipient us(String first, String last, String state, String phone) {
        return new Recipient(
                (first + " " + last).strip(),
                first,
                last,
                phone,
                "100 Sample St",
                "Apt 4",
                "",
                "Floor 2",
                "Denver",
                "Denver County",
                state,
                "80202",
                "US",
                "");
    }
}
