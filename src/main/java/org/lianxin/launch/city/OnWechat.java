package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.delivery.Delivery;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Account;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The city on the simulated WeChat: its accounts are connected, articles of today go out there, citizens comment on them and write. */
@Component
class OnWechat {
    private static final String SECRET = "ofthedemocityonly";
    private static final String TOKEN = "democity";

    private final Desk desk;
    private final Matrix matrix;
    private final Pages.Site site;
    private final URI wechat;

    OnWechat(
            Desk desk,
            Matrix matrix,
            Pages.Site site,
            @Value("${lianxin.wechat.api:https://api.weixin.qq.com}") URI wechat) {
        this.desk = desk;
        this.matrix = matrix;
        this.site = site;
        this.wechat = wechat;
    }

    /** What it takes to connect and to publish. */
    @Component
    record Desk(Connections connections, Posts posts, Reviews reviews, Delivery delivery) {}

    void enter() {
        if (Told.isSimulated(wechat)) {
            Told.tell(wechat, "/sim/knobs", Map.of("publishSeconds", 1));
            matrix.wechats().forEach(this::connect);
            Table.csv("wechat.csv").forEach(this::story);
        }
    }

    private void connect(String code, Account account) {
        String appid = "wx" + code;
        Told.tell(
                wechat,
                "/sim/apps",
                Map.of("appid", appid, "secret", SECRET, "gh", "gh_" + code, "name", account.name()));
        desk.connections()
                .connect(
                        account,
                        new Connections.Granted(
                                appid, account.name(), Map.of("secret", SECRET, "token", TOKEN, "aes", ""), null),
                        person(code, "editor"))
                .orThrow();
        Told.tell(
                wechat,
                "/sim/pushes",
                Map.of("app", appid, "token", TOKEN, "url", site.publicUrl() + "/hooks/wechat/" + account.id()));
    }

    private Person person(String code, String duty) {
        return matrix.person(code + "." + duty);
    }

    private void story(NamedCsvRecord row) {
        String code = row.getField("unit");
        Account account = matrix.wechats().get(code);
        if (account == null) {
            throw new IllegalStateException(code + " has no account on WeChat");
        }
        Draft draft = Draft.of(
                row.getField("title"),
                row.getField("text"),
                Category.valueOf(row.getField("category")),
                List.of(matrix.site(code).id(), account.id()));
        Post post = desk.posts()
                .create(matrix.unit(code).id(), draft, person(code, "editor"))
                .orThrow();
        long asked = desk.posts()
                .submit(post.id(), post.version(), person(code, "editor"))
                .orThrow()
                .review();
        Review review = desk.reviews().find(asked).orElseThrow();
        desk.reviews()
                .approve(asked, review.version(), review.digest(), null, person(code, "leader"))
                .orThrow();
        desk.delivery().drain();
        // by then it is out, and the program has been told
        Told.tell(wechat, "/sim/clock", Map.of("advance", "PT2S"));
        said(
                row.getField("comments"),
                "/sim/people/comment",
                Map.of("app", "wx" + code, "title", row.getField("title")));
        said(row.getField("messages"), "/sim/people/message", Map.of("app", "wx" + code));
    }

    private void said(String all, String path, Map<String, String> where) {
        for (String one : all.split("\\|")) {
            int colon = one.indexOf('\uff1a');
            if (colon > 0) {
                Map<String, String> what = new java.util.HashMap<>(where);
                what.put("name", one.substring(0, colon));
                what.put("text", one.substring(colon + 1));
                Told.tell(wechat, path, what);
            }
        }
    }
}
