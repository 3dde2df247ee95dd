package org.lianxin.api.mastodon;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.federation.Voices;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Account;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Our accounts as apps read them. How many follow is said, who never; an account of an authority follows nobody. */
@Component
public class AccountJson {
    private final JdbcClient db;
    private final Voices voices;
    private final Pages pages;

    AccountJson(JdbcClient db, Voices voices, Pages pages) {
        this.db = db;
        this.voices = voices;
        this.pages = pages;
    }

    private record Counts(
            long followers,
            long notes,
            @Nullable Instant last,
            @Nullable Instant first) {}

    /** The account as everybody may see it. */
    public ObjectNode of(Account account) {
        Counts counts = counts(account.id());
        ObjectNode profile = voices.profile(account);
        ObjectNode shown = plain(
                Long.toString(account.id()),
                voices.handle(account),
                voices.handle(account),
                account.name(),
                counts.first());
        shown.put("url", voices.page(account));
        shown.put("uri", voices.actor(account));
        shown.put("note", profile.path("summary").asString(""));
        shown.put("group", false);
        shown.put("discoverable", true);
        shown.put("indexable", true);
        shown.put("followers_count", counts.followers());
        shown.put("statuses_count", counts.notes());
        Instant last = counts.last();
        shown.put("last_status_at", last == null ? null : Json.moment(last).substring(0, 10));
        ArrayNode fields = shown.withArray("fields");
        for (JsonNode fact : profile.path("attachment")) {
            fields.addObject()
                    .put("name", fact.path("name").asString(""))
                    .put("value", fact.path("value").asString(""))
                    .putNull("verified_at");
        }
        return shown;
    }

    /** The account for which the caller writes, with what only they see. */
    public ObjectNode own(Caller caller) {
        Account account = caller.mine();
        ObjectNode shown = of(account);
        ObjectNode source = shown.putObject("source")
                .put("privacy", "public")
                .put("sensitive", false)
                .put("language", "zh")
                .put("note", account.positioning().publishes())
                .put("follow_requests_count", 0)
                .put("hide_collections", true)
                .put("discoverable", true)
                .put("indexable", true);
        source.set("fields", shown.path("fields").deepCopy());
        shown.putObject("role")
                .put("id", "-99")
                .put("name", "")
                .put("color", "")
                .put("permissions", "0")
                .put("highlighted", false);
        return shown;
    }

    /** Somebody elsewhere, as much as their words tell; under {@code id} there is nothing but those words. */
    public ObjectNode elsewhere(String id, String name, String url, Instant at) {
        String acct = name.startsWith("@") ? name.substring(1) : name;
        String user = acct.contains("@") ? acct.substring(0, acct.indexOf('@')) : acct;
        ObjectNode shown = plain(id, user, acct, user, at);
        shown.put("url", url);
        shown.put("uri", url);
        return shown;
    }

    private ObjectNode plain(String id, String user, String acct, String name, @Nullable Instant since) {
        Page page = pages.of(Locale.SIMPLIFIED_CHINESE);
        String base = page.site.publicUrl();
        String avatar = base + page.asset("img/account.png");
        String header = base + page.asset("img/account-header.png");
        ObjectNode shown = Json.object()
                .put("id", id)
                .put("username", user)
                .put("acct", acct)
                .put("display_name", name)
                .put("locked", false)
                .put("bot", false)
                .put("discoverable", false)
                .put("indexable", false)
                .put("group", false)
                .put("created_at", Json.moment(since == null ? Instant.EPOCH : since))
                .put("note", "")
                .put("url", "")
                .put("uri", "")
                .put("avatar", avatar)
                .put("avatar_static", avatar)
                .put("header", header)
                .put("header_static", header)
                .put("followers_count", 0)
                .put("following_count", 0)
                .put("statuses_count", 0)
                .putNull("last_status_at")
                .put("hide_collections", true)
                .put("noindex", false);
        shown.putArray("emojis");
        shown.putArray("roles");
        shown.putArray("fields");
        return shown;
    }

    private Counts counts(long account) {
        Optional<Counts> counts = db.sql("""
                select coalesce((select followers from federation.face_followers where account = :id), 0) as followers,
                  count(*) as notes, max(published_at) as last, min(published_at) as first
                from federation.face_note where account = :id and open and withdrawn_at is null""")
                .param("id", account)
                .query((row, n) -> new Counts(
                        row.getLong("followers"),
                        row.getLong("notes"),
                        Sql.instantOrNull(row, "last"),
                        Sql.instantOrNull(row, "first")))
                .optional();
        return counts.orElseThrow();
    }
}
