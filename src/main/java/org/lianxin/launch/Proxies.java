package org.lianxin.launch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lianxin.launch.postgres.Refusal;

/**
 * The reverse proxies whose {@code X-Forwarded-For} is believed: without it all citizens would share the limits of one address, and believed
 * from anybody it would lift them. {@code LIANXIN_PROXY}: their addresses, separated by commas; this machine by default.
 */
final class Proxies {
    private static final String THIS_MACHINE = "127.0.0.1,0:0:0:0:0:0:0:1,::1";
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private Proxies() {}

    /** The settings for the web server; an entry that is no address is refused. */
    static Map<String, Object> settings(String proxies) {
        List<String> addresses = Arrays.stream((proxies.isBlank() ? THIS_MACHINE : proxies).split(","))
                .map(String::strip)
                .toList();
        for (String address : addresses) {
            if (!ADDRESS.matcher(address).matches()) {
                throw new Refusal("launch.serve.proxy-form", address);
            }
        }
        return Map.of(
                "server.forward-headers-strategy", "native",
                "server.tomcat.remoteip.remote-ip-header", "x-forwarded-for",
                "server.tomcat.remoteip.protocol-header", "x-forwarded-proto",
                "server.tomcat.remoteip.internal-proxies",
                        addresses.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }
}
