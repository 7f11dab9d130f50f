package dev.ordersync.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Lets only public unicast addresses through. OkHttp connects to exactly the addresses that a look-up returns, so the address
 * that was checked is the one that is connected: a name cannot resolve to something else in between.
 *
 * <p>Ranges: IANA IPv4 and IPv6 Special-Purpose Address Registries.
 */
final class PublicAddresses implements Dns {
    private static final List<Range> REFUSED_V4 = List.of(
            Range.of("0.0.0.0", 8), // "this network"
            Range.of("10.0.0.0", 8), // private
            Range.of("100.64.0.0", 10), // carrier-grade NAT
            Range.of("127.0.0.0", 8), // loopback
            Range.of("169.254.0.0", 16), // link-local, the cloud's metadata among them
            Range.of("172.16.0.0", 12), // private
            Range.of("192.0.0.0", 24), // IETF protocol assignments
            Range.of("192.0.2.0", 24), // documentation
            Range.of("192.88.99.0", 24), // 6to4 relays
            Range.of("192.168.0.0", 16), // private
            Range.of("198.18.0.0", 15), // benchmarks
            Range.of("198.51.100.0", 24), // documentation
            Range.of("203.0.113.0", 24), // documentation
            Range.of("224.0.0.0", 4), // multicast
            Range.of("240.0.0.0", 4)); // reserved, broadcast

    /** All that is handed out to networks so far. Loopback, mapped, NAT64, unique local, link-local and multicast lie outside. */
    private static final Range GLOBAL_UNICAST_V6 = Range.of("2000::", 3);

    private static final List<Range> REFUSED_V6 = List.of(
            Range.of("2001::", 23), // IETF protocol assignments: Teredo, benchmarks, ORCHID
            Range.of("2001:db8::", 32), // documentation
            Range.of("2002::", 16), // 6to4: carries any IPv4 address
            Range.of("3fff::", 20)); // documentation

    private final Dns resolver;

    PublicAddresses(Dns resolver) {
        this.resolver = resolver;
    }

    /** @throws Refused if the host has addresses, and none of them is public */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> all = resolver.lookup(host);
        List<InetAddress> allowed =
                all.stream().filter(PublicAddresses::isPublic).toList();
        if (allowed.isEmpty() && !all.isEmpty()) {
            throw new Refused();
        }
        return allowed;
    }

    static boolean isPublic(InetAddress address) {
        // Java turns IPv4-mapped IPv6 addresses into Inet4Address by itself, so they meet the IPv4 ranges.
        return switch (address) {
            case Inet4Address v4 -> REFUSED_V4.stream().noneMatch(range -> range.contains(v4));
            case Inet6Address v6 ->
                GLOBAL_UNICAST_V6.contains(v6) && REFUSED_V6.stream().noneMatch(range -> range.contains(v6));
            default -> false;
        };
    }

    /** The host resolves, but not to a public address. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("no public address");
        }
    }

    private record Range(byte[] network, int bits) {

        static Range of(String network, int bits) {
            try {
                return new Range(InetAddress.getByName(network).getAddress(), bits); // a literal is not looked up
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
                if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
