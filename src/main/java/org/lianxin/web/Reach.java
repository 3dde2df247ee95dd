package org.lianxin.web;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which addresses {@link Outbound} may reach: public ones at the usual ports. {@code lianxin.outbound.allow} names networks that are let
 * through at any port (tests, a peer in the own house), {@code lianxin.outbound.http} allows what is not encrypted.
 */
@Component
class Reach {
    /** Neither of these is anybody's public server: IANA's registries of special addresses, and what is reached by way of IPv4. */
    private static final List<Block> SPECIAL = blocks(
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 "
                    + "198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
                    + "2001::/23 2001:db8::/32 2002::/16 3fff::/20");

    private static final Block PUBLIC_IPV6 = Block.parse("2000::/3");

    private final List<Block> allowed;
    private final boolean plainHttp;

    Reach(
            @Value("${lianxin.outbound.allow:}") String allowed,
            @Value("${lianxin.outbound.http:false}") boolean plainHttp) {
        this.allowed = blocks(allowed);
        this.plainHttp = plainHttp;
    }

    private record Block(byte[] address, int bits) {
        static Block parse(String text) {
            String[] parts = text.split("/", 2);
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            return new Block(address, parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]));
        }

        boolean has(byte[] other) {
            int rest = address.length * 8 - bits;
            return address.length == other.length
                    && new BigInteger(1, address).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
        }
    }

    private static List<Block> blocks(String text) {
        return Arrays.stream(text.trim().split("[\\s,]+"))
                .filter(t -> !t.isEmpty())
                .map(Block::parse)
                .toList();
    }

    /** Why this address is not even looked up, or null. */
    @Nullable
    String problem(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
            return "scheme";
        } else if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return "host";
        }
        return uri.getPort() == 0 || uri.getPort() > 65535 ? "port" : null;
    }

    /** All addresses of a host, each one checked; the connection goes to one of these and nowhere else. */
    InetAddress[] resolve(String host, int port) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(host);
        for (InetAddress address : found) {
            if (!reaches(address, port)) {
                throw new Forbidden(host);
            }
        }
        return found;
    }

    boolean reaches(InetAddress address, int port) {
        return reaches(address, port, Set.of(443, 80));
    }

    /** @param usual ports that a public server is asked at */
    boolean reaches(InetAddress address, int port, Set<Integer> usual) {
        byte[] bytes = address.getAddress();
        if (allowed.stream().anyMatch(b -> b.has(bytes))) {
            return true;
        }
        return usual.contains(port)
                && (bytes.length == 4 || PUBLIC_IPV6.has(bytes))
                && SPECIAL.stream().noneMatch(b -> b.has(bytes));
    }

    /** A host that leads to where nobody outside may send us. */
    static final class Forbidden extends UnknownHostException {
        Forbidden(String host) {
            super(host);
        }
    }
}
