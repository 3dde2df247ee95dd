package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connections;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The city on the simulated Weibo: its accounts are connected, some posts of today go out there, and citizens comment on them. Only with a
 * simulator, which is told by doors that no real network has.
 */
@Component
class Outside {
    private static final String KEY = "1000000001";
    private static final String SECRET = "of-the-demo-city-only";

    private final Desk desk;
    private final Matrix matrix;
    private final Pages.Site site;
    private final URI weibo;

    Outside(Desk desk, Matrix matrix, Pages.Site site, @Value("${lianxin.weibo.api:https://api.weibo.com}") URI weibo) {
        this.desk = desk;
        this.matrix = matrix;
        this.site = site;
        this.weibo = weibo;
    }

    /** What it takes to connect, to publish and to see where it went. */
    @Component
    record Desk(Apps apps, Connections connections, Posts posts, Reviews reviews, Out out) {}

    /** The way out. */
    @Component
    record Out(Delivery delivery, Deliveries deliveries) {}

    void enter() {
        if (!"127.0.0.1".equals(weibo.getHost())) {
            return;
        }
        tell("/sim/knobs", Map.of("callsPerDay", 1_000_000));
        tell(
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
        desk.apps().set(Platform.WEIBO, KEY, SECRET, false, null).orThrow();
        matrix.weibos().forEach(this::connect);
        Table.csv("weibo.csv").forEach(this::story);
    }

    private void connect(String code, Account account) {
        tell("/sim/users", Map.of("name", account.name(), "office", true, "followers", 12_840));
        JsonNode token = tell("/sim/tokens", Map.of("app", KEY, "user", account.name()));
        desk.connections()
                .connect(
                        account,
                        new Connections.Granted(
                                token.path("uid").asString(""),
                                account.name(),
                                Map.of("token", token.path("token").asString("")),
                                java.time.Instant.parse(token.path("ends").asString(""))),
                        editor(code))
                .orThrow();
        tell(
                "/sim/pushes",
                Map.of("app", KEY, "user", account.name(), "url", site.publicUrl() + "/hooks/weibo/" + account.id()));
    }

    private Person editor(String code) {
        return matrix.person(code + ".editor");
    }

    private void story(NamedCsvRecord row) {
        String code = row.getField("unit");
        Account account = matrix.weibos().get(code);
        if (account == null) {
            throw new IllegalStateException(code + " has no account on Weibo");
        }
        List<Long> targets = new ArrayList<>(List.of(matrix.site(code).id(), account.id()));
        matrix.fediverse(code).ifPresent(a -> targets.add(a.id()));
        Draft draft = Draft.of(
                row.getField("title"), row.getField("text"), Category.valueOf(row.getField("category")), targets);
        Post post =
                desk.posts().create(matrix.unit(code).id(), draft, editor(code)).orThrow();
        long asked = desk.posts()
                .submit(post.id(), post.version(), editor(code))
                .orThrow()
                .review();
        Review review = desk.reviews().find(asked).orElseThrow();
        desk.reviews()
                .approve(asked, review.version(), review.digest(), null, matrix.person(code + ".leader"))
                .orThrow();
        desk.out().delivery().drain();
        desk.out().deliveries().of("post", post.id(), editor(code)).stream()
                .filter(w -> w.account() == account.id() && !w.remoteId().isEmpty())
                .forEach(w -> comment(w.remoteId(), row.getField("comments")));
    }

    private void comment(String status, String all) {
        for (String one : all.split("\\|")) {
            int colon = one.indexOf('\uff1a');
            tell(
                    "/sim/people/comment",
                    Map.of("status", status, "name", one.substring(0, colon), "text", one.substring(colon + 1)));
        }
    }

    private JsonNode tell(String path, Map<String, ?> what) {
        return Told.tell(weibo, path, what);
    }
}
