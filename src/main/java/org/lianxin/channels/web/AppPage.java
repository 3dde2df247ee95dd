package org.lianxin.channels.web;

import java.util.Locale;
import java.util.Map;
import org.lianxin.registry.Platform;

/**
 * The page of the application by which a network knows this installation.
 *
 * @param known whether a secret is kept; it is never shown
 * @param back the address that has to be registered at the network; domain: that of all our links
 */
public record AppPage(
        Platform platform,
        String key,
        boolean known,
        boolean advanced,
        String back,
        String domain,
        Map<String, String> errors) {

    public String word() {
        return platform.name().toLowerCase(Locale.ROOT);
    }
}
