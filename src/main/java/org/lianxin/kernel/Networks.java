package org.lianxin.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who counts by address counts by this: of IPv6 one customer has 2⁶⁴ addresses and takes another for each request. */
public final class Networks {
    private static final int PREFIX = 8;

    private Networks() {}

    /** An IPv4 address as it is, of an IPv6 one its first 64 bits. */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // with a colon it is a literal, and nothing is looked up
            InetAddress known = InetAddress.getByName(address);
            return known instanceof Inet6Address
                    ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(known.getAddress(), PREFIX), 2 * PREFIX))
                                    .getHostAddress()
                            + "/64"
                    : known.getHostAddress();
        } catch (UnknownHostException none) {
            return address;
        }
    }
}
