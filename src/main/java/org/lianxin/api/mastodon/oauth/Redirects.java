package org.lianxin.api.mastodon.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a code may be sent to: to an app's own scheme, to a server by https, to the own machine; or nowhere, then it is shown. */
final class Redirects {
    /** The person copies the code. */
    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    /** Schemes that a browser runs, reads or opens by itself: never an app's own. */
    private static final Set<String> NOT_AN_APP = Set.of(
            "javascript",
            "data",
            "vbscript",
            "file",
            "blob",
            "about",
            "filesystem",
            "view-source",
            "chrome",
            "intent",
            "ftp",
            "ws",
            "wss",
            "mailto",
            "tel",
            "sms",
            "urn",
            "jar",
            "res",
            "content",
            "ms-settings",
            "search-ms");

    private Redirects() {}

    static boolean allowed(String address) {
        if (address.equals(OUT_OF_BAND)) {
            return true;
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getRawFragment() != null || uri.getRawUserInfo() != null || scheme.isEmpty()) {
                return false;
            }
            return switch (scheme) {
                case "https" -> uri.getHost() != null;
                case "http" -> uri.getHost() != null && ownMachine(uri.getHost());
                default -> !NOT_AN_APP.contains(scheme);
            };
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private static boolean ownMachine(String host) {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(host.toLowerCase(Locale.ROOT));
    }

    /** What the person should see of it: the server or the scheme, whatever the app calls itself. */
    static String shown(String address) {
        URI uri = URI.create(address);
        return uri.getHost() == null ? uri.getScheme() : uri.getRawAuthority();
    }

    /** The address with these answers behind it. */
    static String with(String address, Map<String, String> answers) {
        StringBuilder all = new StringBuilder(address);
        char sign = address.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (!answer.getValue().isEmpty()) {
                all.append(sign)
                        .append(answer.getKey())
                        .append('=')
                        .append(URLEncoder.encode(answer.getValue(), StandardCharsets.UTF_8));
                sign = '&';
            }
        }
        return all.toString();
    }
}
