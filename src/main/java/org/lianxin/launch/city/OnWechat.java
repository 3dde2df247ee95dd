package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** The city on the simulated WeChat: its accounts are connected, articles of today go out there, citizens comment on them and write. */
@Component
class OnWechat implements Far {
    private static final String SECRET = "ofthedemocityonly";
    private static final String TOKEN = "democity";
    private static final int FOLLOWERS = 120;
    /** In days. */
    private static final int FOLLOWED = 30;

    private final Connections connections;
    private final Stories stories;
    private final Matrix matrix;
    private final Pages.Site site;

    OnWechat(Connections connections, Stories stories, Matrix matrix, Pages.Site site) {
        this.connections = connections;
        this.stories = stories;
        this.matrix = matrix;
        this.site = site;
    }

    static String appid(String code) {
        return "wx" + code;
    }

    @Override
    public String network() {
        return "wechat";
    }

    @Override
    public void enter(URI wechat) {
        Told.tell(wechat, "/sim/knobs", Map.of("publishSeconds", 1));
        matrix.on(Platform.WECHAT).forEach((code, account) -> connect(wechat, code, account));
        Table.csv("wechat.csv").forEach(row -> story(wechat, row));
    }

    private void connect(URI wechat, String code, Account account) {
        String appid = appid(code);
        boolean service = appid.equals(City.SIGN_IN);
        Map<String, Object> app =
                new HashMap<>(Map.of("appid", appid, "secret", SECRET, "gh", "gh_" + code, "name", account.name()));
        if (service) {
            app.put("service", true);
            app.put("domain", URI.create(site.publicUrl()).getHost());
            app.put("page", site.publicUrl() + "/letters");
        }
        Told.tell(wechat, "/sim/apps", app);
        connections
                .connect(
                        account,
                        new Connections.Granted(
                                appid,
                                account.name(),
                                Map.of(
                                        "kind",
                                        service ? "service" : "subscription",
                                        "secret",
                                        SECRET,
                                        "token",
                                        TOKEN,
                                        "aes",
                                        ""),
                                null),
                        matrix.person(code + ".editor"))
                .orThrow();
        Told.tell(wechat, "/sim/users", Map.of("app", appid, "number", FOLLOWERS, "days", FOLLOWED));
        Told.tell(
                wechat,
                "/sim/pushes",
                Map.of("app", appid, "token", TOKEN, "url", site.publicUrl() + "/hooks/wechat/" + account.id()));
    }

    private void story(URI wechat, NamedCsvRecord row) {
        stories.tell(row, Platform.WECHAT);
        // by then it is out, and the program has been told
        Told.tell(wechat, "/sim/clock", Map.of("advance", "PT2S"));
        String app = appid(row.getField("unit"));
        Map<String, String> article = Map.of("app", app, "title", row.getField("title"));
        Stories.said(row.getField("comments"), wechat, "/sim/people/comment", article);
        Stories.said(row.getField("messages"), wechat, "/sim/people/message", Map.of("app", app));
    }
}
