package org.lianxin.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lianxin.kernel.Hash;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Files under {@code static/} by fingerprint: {@code /css/site.css} is served as {@code /assets/<hash>/css/site.css} for a year. */
@Component
class Assets {
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    String address(String name) {
        return addresses.computeIfAbsent(name, n -> "/assets/" + fingerprint(n) + "/" + n);
    }

    private static String fingerprint(String name) {
        try (InputStream in = new ClassPathResource("static/" + name).getInputStream()) {
            return Hash.sha256(in.readAllBytes()).substring(0, 12);
        } catch (IOException missing) {
            throw new IllegalStateException("no file static/" + name, missing);
        }
    }
}
