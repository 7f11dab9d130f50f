package dev.ordersync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersync.http.CallResult.NotSent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example/wordpress/",
                "https://shop.example:8443",
                "https://SHOP.example.",
                "https://4you.example",
                "https://xn--grsse-kva.example",
                "https://größe.example",
                "https://api.bigcommerce.com/stores/abc"
            })
    void aPublicHttpsAddressMayBeGivenByAMerchant(String url) {
        assertThat(MerchantAddress.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example, must be https",
        "ftp://shop.example, must be a complete https address",
        "shop.example, must be a complete https address",
        "'', must be a complete https address",
        "https://user@shop.example, must not hold a user name or password",
        "https://:pass@shop.example, must not hold a user name or password",
        "https://shop.example:22, must use port 443 or 8443",
        "https://shop.example:80, must use port 443 or 8443",
        "https://127.0.0.1, 'must name a host, not an IP address'",
        "https://127.0.0.1./, 'must name a host, not an IP address'",
        "https://127.1, 'must name a host, not an IP address'",
        "https://2130706433, 'must name a host, not an IP address'",
        "https://0x7f000001, 'must name a host, not an IP address'",
        "https://0X7F.1, 'must name a host, not an IP address'",
        "https://0x, 'must name a host, not an IP address'",
        "https://0177.0.0.1, 'must name a host, not an IP address'",
        "https://017700000001, 'must name a host, not an IP address'",
        "https://169.254.169.254/latest/meta-data, 'must name a host, not an IP address'",
        "https://8.8.8.8, 'must name a host, not an IP address'",
        "https://%31%32%37.0.0.1, 'must name a host, not an IP address'",
        "https://127。0。0。1, 'must name a host, not an IP address'",
        "https://１２７.0.0.1, 'must name a host, not an IP address'",
        "https://[::1], 'must name a host, not an IP address'",
        "https://[::ffff:127.0.0.1], 'must name a host, not an IP address'",
        "https://[2606:4700::1111], 'must name a host, not an IP address'"
    })
    void anythingElseIsRefusedBeforeItIsLookedUp(String url, String problem) {
        assertThat(MerchantAddress.problem(url)).contains(problem);
        assertThat(UpstreamClient.forMerchantAddresses().call(get(url)))
                .isEqualTo(new NotSent(CallFault.ADDRESS_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.5:9443/store",
                "https://open-api.tiktokglobalshop.com",
                "http://127.0.0.1:9001",
                "http://127.9.9.9",
                "http://localhost:8080",
                "http://[::1]:8080"
            })
    void theOperatorMayConfigureAnyHttpsAddressAndPlainLoopbackOnes(String url) {
        assertThat(OperatorAddress.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example, 'must be https (plain http is accepted for 127.0.0.1, [::1] and localhost only)'",
        "http://127.0.0.1.shop.example, 'must be https (plain http is accepted for 127.0.0.1, [::1] and localhost only)'",
        "http://localhost.shop.example, 'must be https (plain http is accepted for 127.0.0.1, [::1] and localhost only)'",
        "http://10.0.0.5, 'must be https (plain http is accepted for 127.0.0.1, [::1] and localhost only)'",
        "http://user:pass@127.0.0.1, must not hold a user name or password",
        "127.0.0.1:9001, must be a complete https address"
    })
    void theOperatorsProblemIsSaidInWords(String url, String problem) {
        assertThat(OperatorAddress.problem(url)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "3ffe::1"
            })
    void publicAddressesPass(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "4000::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void anyOtherAddressDoesNot(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aHostKeepsItsPublicAddressesOnly() throws UnknownHostException {
        InetAddress inside = InetAddress.getByName("10.0.0.1");
        InetAddress outside = InetAddress.getByName("8.8.8.8");
        assertThat(new PublicAddresses(host -> List.of(inside, outside)).lookup("shop.example"))
                .containsExactly(outside);
        assertThatThrownBy(() -> new PublicAddresses(host -> List.of(inside)).lookup("shop.example"))
                .isInstanceOf(PublicAddresses.Refused.class);
    }

    @Test
    void aHostThatResolvesInwardsIsNeverConnected() throws UnknownHostException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        UpstreamClient client = new UpstreamClient(
                new OkHttpClient.Builder(), new PublicAddresses(host -> List.of(loopback)), MerchantAddress::problem);
        assertThat(client.call(get("https://shop.example/"))).isEqualTo(new NotSent(CallFault.ADDRESS_REFUSED));
    }

    private static UpstreamRequest get(String url) {
        return new UpstreamRequest("GET", url, Map.of(), null, Duration.ofSeconds(5));
    }
}
