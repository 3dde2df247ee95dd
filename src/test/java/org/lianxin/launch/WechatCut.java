package org.lianxin.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Platform;
import org.springframework.context.ApplicationContext;

/** A WeChat whose jobs are under way for a second and whose end is told to a program that may be dead. */
record WechatCut(Simulated far) implements Cut {
    private static final int OUT = 0;
    private static final String SUBMIT = "/cgi-bin/freepublish/submit";

    static WechatCut in(Path home) throws IOException {
        return new WechatCut(Simulated.of("wechat", SPEED, home));
    }

    @Override
    public Platform platform() {
        return Platform.WECHAT;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "LIANXIN_WECHAT_API", far.address(),
                "LIANXIN_WECHAT_PUBLISH", "4/10s",
                "LIANXIN_WECHAT_LOOK", "1000/10s",
                "LIANXIN_WECHAT_LISTS", "1000/10s",
                "LIANXIN_WECHAT_PAUSE", "2s",
                "LIANXIN_WECHAT_LATE", "6s",
                "LIANXIN_WECHAT_POLL", "0s"));
        settings.put("LIANXIN_WECHAT_LOOK_AFTER", "2s");
        return settings;
    }

    @Override
    public void open(ApplicationContext program, Serving serving) {
        far.tell("/sim/knobs", Map.of("publishSeconds", 300, "pushTimeoutMs", 60_000));
        for (String path : List.of("freepublish/submit", "freepublish/get", "freepublish/batchget", "draft/get")) {
            far.tell("/sim/knobs", Map.of("/cgi-bin/" + path, 1_000_000));
        }
    }

    @Override
    public Connections.Granted connect(String name) {
        far.tell("/sim/apps", Map.of("appid", name, "secret", "secret", "name", name));
        return new Connections.Granted(name, name, Map.of("secret", "secret", "token", "AAAAA", "aes", ""), null);
    }

    /** It asks the address at once whether it is ours. */
    @Override
    public void connected(String name, long account, Serving serving) {
        far.tell(
                "/sim/pushes",
                Map.of("app", name, "token", "AAAAA", "url", serving.address() + "/hooks/wechat/" + account));
    }

    /** Pushes wait for half a second only from here on: the address has answered by then, however cold the program was. */
    @Override
    public void script(int posts) {
        far.tell("/sim/knobs", Map.of("pushTimeoutMs", 500));
        fault(SUBMIT, posts, Map.of("kind", "error", "code", 45009, "odds", 40));
        fault(SUBMIT, posts, Map.of("kind", "error", "code", -1, "odds", 20));
        fault(SUBMIT, posts, Map.of("kind", "error", "code", 87014, "odds", 10));
        badLine(SUBMIT, posts);
        fault("/cgi-bin/freepublish/batchget", posts, Map.of("kind", "unreadable", "odds", 50));
        fault("/cgi-bin/draft/add", posts, Map.of("kind", "take-then-drop", "odds", 50));
        fault("/cgi-bin/material/add_material", posts, Map.of("kind", "drop-before", "odds", 30));
    }

    /** What has come to a good end. */
    @Override
    public List<String> there() {
        return far.latest("publication").stream()
                .filter(p -> p.path("state").asInt(1) == OUT)
                .map(p -> p.path("articles").path(0).path("title").asString(""))
                .toList();
    }
}
