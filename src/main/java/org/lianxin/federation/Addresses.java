package org.lianxin.federation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.lianxin.kernel.Ids;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** The addresses of everything we are in the fediverse. They hang on ids and on the public address, and never change. */
@Component
class Addresses {
    /** The account that stands for the server itself. */
    static final long SERVER = 0;

    static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

    private final String base;
    private final String authority;

    Addresses(Pages.Site site) {
        this.base = site.publicUrl();
        this.authority = URI.create(base).getRawAuthority().toLowerCase(Locale.ROOT);
    }

    String base() {
        return base;
    }

    /** Host and, where it is not the usual one, port: what stands behind the @ of our handles. */
    String authority() {
        return authority;
    }

    String actor(long account) {
        return account == SERVER ? base + "/ap/server" : base + "/ap/actors/" + account;
    }

    String key(long account) {
        return actor(account) + "#main-key";
    }

    String of(long account, String what) {
        return actor(account) + "/" + what;
    }

    String sharedInbox() {
        return base + "/ap/inbox";
    }

    String note(long note) {
        return base + "/ap/notes/" + note;
    }

    String activity(long activity) {
        return base + "/ap/activities/" + activity;
    }

    /** The page of an account for people. */
    String page(long account) {
        return account == SERVER ? base + "/" : base + "/accounts/" + account;
    }

    /** The account whose actor this is, if it is one of ours. */
    OptionalLong account(String actor) {
        String bare = actor.endsWith("/") ? actor.substring(0, actor.length() - 1) : actor;
        return numbered(
                bare.startsWith(base + "/accounts/") ? bare.replace("/accounts/", "/ap/actors/") : bare, "/ap/actors/");
    }

    /** The note that this address names, if it is one of ours. */
    OptionalLong note(String id) {
        return numbered(id, "/ap/notes/");
    }

    private OptionalLong numbered(String id, String path) {
        return id.startsWith(base + path)
                ? Ids.parse(id.substring(base.length() + path.length()))
                : OptionalLong.empty();
    }

    boolean ours(String id) {
        return host(id).filter(authority::equals).isPresent();
    }

    /** Host and port of an address as somebody wrote it, in lower case; empty if it is no web address of a server. */
    static Optional<String> host(String id) {
        try {
            URI uri = new URI(id);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null
                    ? Optional.of(uri.getRawAuthority().toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }
}
