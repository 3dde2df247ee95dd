package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The city on the simulated Weibo: its accounts are connected, some posts of today go out there, and citizens comment on them. */
@Component
class OnWeibo implements Far {
    private static final String KEY = "1000000001";
    private static final String SECRET = "of-the-demo-city-only";

    private final Apps apps;
    private final Connections connections;
    private final Stories stories;
    private final Matrix matrix;
    private final Pages.Site site;

    OnWeibo(Apps apps, Connections connections, Stories stories, Matrix matrix, Pages.Site site) {
        this.apps = apps;
        this.connections = connections;
        this.stories = stories;
        this.matrix = matrix;
        this.site = site;
    }

    @Override
    public String network() {
        return "weibo";
    }

    @Override
    public void enter(URI weibo) {
        Told.tell(weibo, "/sim/knobs", Map.of("callsPerDay", 1_000_000));
        Told.tell(
                weibo,
                "/sim/apps",
                Map.of(
                        "key",
                        KEY,
                        "secret",
                        SECRET,
                        "name",
                        Table.word("weibo-app"),
                        "level",
                        "basic",
                        "domain",
                        URI.create(site.publicUrl()).getRawAuthority(),
                        "callback",
                        site.publicUrl() + "/console/connections/return"));
        apps.set(Platform.WEIBO, KEY, SECRET, false, null).orThrow();
        matrix.on(Platform.WEIBO).forEach((code, account) -> connect(weibo, code, account));
        Table.csv("weibo.csv").forEach(row -> story(weibo, row));
    }

    private void connect(URI weibo, String code, Account account) {
        Told.tell(weibo, "/sim/users", Map.of("name", account.name(), "office", true, "followers", 12_840));
        JsonNode token = Told.tell(weibo, "/sim/tokens", Map.of("app", KEY, "user", account.name()));
        connections
                .connect(
                        account,
                        new Connections.Granted(
                                token.path("uid").asString(""),
                                account.name(),
                                Map.of("token", token.path("token").asString("")),
                                Instant.parse(token.path("ends").asString(""))),
                        matrix.person(code + ".editor"))
                .orThrow();
        Told.tell(
                weibo,
                "/sim/pushes",
                Map.of("app", KEY, "user", account.name(), "url", site.publicUrl() + "/hooks/weibo/" + account.id()));
    }

    private void story(URI weibo, NamedCsvRecord row) {
        Account[] besides = matrix.fediverse(row.getField("unit")).stream().toArray(Account[]::new);
        String status = stories.tell(row, Platform.WEIBO, besides);
        Stories.said(row.getField("comments"), weibo, "/sim/people/comment", Map.of("status", status));
    }
}
