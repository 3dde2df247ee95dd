package org.lianxin.api.mastodon;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.federation.Voices;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.web.ForApps;
import org.lianxin.web.Forms;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Our accounts, and what they have said; of people elsewhere there is nothing but the words under whose id they are asked for. */
@RestController("appAccountsController")
class AccountsController {
    private static final int MOST = 80;

    private final Voices voices;
    private final AccountJson accounts;
    private final StatusJson statuses;
    private final Told told;
    private final Pages.Site site;

    AccountsController(Voices voices, AccountJson accounts, StatusJson statuses, Told told, Pages.Site site) {
        this.voices = voices;
        this.accounts = accounts;
        this.statuses = statuses;
        this.told = told;
        this.site = site;
    }

    @GetMapping("/api/v1/accounts/{id}")
    @Open
    ObjectNode show(@PathVariable String id, @Nullable Caller caller) {
        return find(id, caller).orElseThrow(Refusals::notFound);
    }

    private Optional<ObjectNode> find(String text, @Nullable Caller caller) {
        OptionalLong id = Ids.parse(text);
        return id.isEmpty()
                ? Optional.empty()
                : voices.live(id.getAsLong()).map(accounts::of).or(() -> statuses.author(id.getAsLong(), caller));
    }

    @GetMapping("/api/v1/accounts")
    @Open
    ArrayNode several(Params params, @Nullable Caller caller) {
        ArrayNode all = Json.array();
        params.all("id").stream()
                .limit(MOST)
                .flatMap(id -> find(id, caller).stream())
                .forEach(all::add);
        return all;
    }

    @GetMapping("/api/v1/accounts/lookup")
    @Open
    ObjectNode lookUp(Params params) {
        return accounts.of(byAddress(params.text("acct")).orElseThrow(Refusals::notFound));
    }

    /** {@code name}, {@code @name@host}, or where it can be read. */
    Optional<Account> byAddress(String text) {
        String plain = text.strip().replaceFirst("^(acct:)?@?", "");
        if (plain.startsWith(voices.base() + "/")) {
            OptionalLong id = Ids.parse(plain.substring(plain.lastIndexOf('/') + 1));
            return id.isEmpty()
                    ? Optional.empty()
                    : voices.live(id.getAsLong())
                            .filter(a -> plain.equals(voices.actor(a)) || plain.equals(voices.page(a)));
        }
        int at = plain.indexOf('@');
        String host = at < 0 ? voices.host() : plain.substring(at + 1).toLowerCase(Locale.ROOT);
        return host.equals(voices.host()) && plain.length() <= 200
                ? voices.byHandle(at < 0 ? plain : plain.substring(0, at))
                : Optional.empty();
    }

    @GetMapping("/api/v1/accounts/search")
    @ForApps("read:accounts")
    ArrayNode search(Params params) {
        ArrayNode all = Json.array();
        named(params.text("q"), params.limit(40, MOST)).forEach(all::add);
        return all;
    }

    /** Those of that address, or with these words in their name. */
    List<ObjectNode> named(String words, int most) {
        String sought = words.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
        Optional<Account> exact = byAddress(words);
        return sought.isEmpty()
                ? List.of()
                : voices.all().stream()
                        .filter(a -> exact.filter(e -> e.id() == a.id()).isPresent()
                                || a.name().toLowerCase(Locale.ROOT).contains(sought)
                                || voices.handle(a).toLowerCase(Locale.ROOT).contains(sought))
                        .limit(most)
                        .map(accounts::of)
                        .toList();
    }

    @GetMapping("/api/v1/accounts/{id}/statuses")
    @Open
    ResponseEntity<ArrayNode> said(
            @PathVariable String id, Params params, @Nullable Caller caller, HttpServletRequest request) {
        show(id, caller);
        Slice slice = Slice.of(params, 20, 40);
        boolean none = params.yes("pinned");
        Told.Which which = new Told.Which(
                List.of(Forms.id(id)), !params.yes("exclude_replies"), params.text("tagged"), params.yes("only_media"));
        return slice.answer(
                none ? List.of() : statuses.all(told.page(which, slice), caller), site.publicUrl(), request);
    }

    /** Who follows is nobody’s affair, whom we follow is nobody. */
    @GetMapping({
        "/api/v1/accounts/{id}/followers",
        "/api/v1/accounts/{id}/following",
        "/api/v1/accounts/{id}/featured_tags",
        "/api/v1/accounts/{id}/lists"
    })
    @Open
    ArrayNode nobody(@PathVariable String id, @Nullable Caller caller) {
        show(id, caller);
        return Json.array();
    }

    @GetMapping("/api/v1/accounts/relationships")
    @ForApps("read:follows")
    ArrayNode relationships(Params params, Caller caller) {
        ArrayNode all = Json.array();
        params.all("id").stream()
                .distinct()
                .limit(MOST)
                .filter(id -> find(id, caller).isPresent())
                .forEach(id -> {
                    ObjectNode one = all.addObject().put("id", id);
                    for (String no : List.of(
                            "following",
                            "showing_reblogs",
                            "notifying",
                            "followed_by",
                            "blocking",
                            "blocked_by",
                            "muting",
                            "muting_notifications",
                            "requested",
                            "requested_by",
                            "domain_blocking",
                            "endorsed")) {
                        one.put(no, false);
                    }
                    one.put("note", "").putArray("languages");
                });
        return all;
    }

    @GetMapping("/api/v1/accounts/familiar_followers")
    @ForApps("read:follows")
    ArrayNode familiar(Params params) {
        ArrayNode all = Json.array();
        params.all("id").stream()
                .distinct()
                .limit(MOST)
                .forEach(id -> all.addObject().put("id", id).putArray("accounts"));
        return all;
    }

    /** An account of an authority follows nobody and shuts nobody out; blocked servers are the office’s, in public. */
    @PostMapping({
        "/api/v1/accounts/{id}/follow",
        "/api/v1/accounts/{id}/unfollow",
        "/api/v1/accounts/{id}/block",
        "/api/v1/accounts/{id}/unblock",
        "/api/v1/accounts/{id}/mute",
        "/api/v1/accounts/{id}/unmute",
        "/api/v1/accounts/{id}/pin",
        "/api/v1/accounts/{id}/unpin",
        "/api/v1/accounts/{id}/note",
        "/api/v1/accounts/{id}/remove_from_followers"
    })
    @ForApps("write:follows write:blocks write:mutes write:accounts")
    ObjectNode none(@PathVariable String id) {
        throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.follows-nobody"));
    }
}
