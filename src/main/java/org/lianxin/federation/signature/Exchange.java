package org.lianxin.federation.signature;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as a signature can cover it.
 *
 * @param method in capitals
 * @param target the whole address, as its receiver is known to the public
 * @param headers names in lower case; several of one name joined by a comma and a space
 * @param body the raw bytes; empty for a GET
 */
public record Exchange(String method, URI target, Map<String, String> headers, byte[] body) {

    public @Nullable String header(String name) {
        return name.equals("host") ? authority() : headers.get(name);
    }

    public Exchange with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Exchange(method, target, all, body);
    }

    boolean post() {
        return method.equals("POST");
    }

    String authority() {
        int port = target.getPort();
        boolean usual = port == -1 || port == (target.getScheme().equals("https") ? 443 : 80);
        return target.getHost() + (usual ? "" : ":" + port);
    }

    String path() {
        String path = target.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** What follows the path, with its question mark, or nothing. */
    String query() {
        return target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    }

    /** The address with and, where there is a query, without it: signers do not agree which of them is signed. */
    List<String> addresses(String before) {
        return query().isEmpty() ? List.of(before + path()) : List.of(before + path() + query(), before + path());
    }
}
