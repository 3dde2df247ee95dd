package org.lianxin.simulators.weibo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.Far.Answer;

/** A small Weibo whose time stands still: a basic app and an advanced one, two offices, a token for each of them. */
final class WeiboWorld implements AutoCloseable {
    static final String BASIC = "basic-token";
    static final String ADVANCED = "advanced-token";
    static final String LINK = " https://city.example/p/1 ";
    final Far far;

    WeiboWorld(Path folder) {
        try {
            far = new Far(WeiboSimulator.start(
                    0,
                    folder.resolve("journal.jsonl"),
                    book -> Clockwork.standing(Instant.parse("2026-11-25T01:00:00Z"))));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        far.json(
                "/sim/apps",
                "{'key':'101','secret':'s1','level':'basic','domain':'city.example','callback':'https://city.example/back','name':'桥'}");
        far.json("/sim/apps", "{'key':'102','secret':'s2','level':'advanced','callback':'https://city.example/back'}");
        far.json("/sim/users", "{'uid':'2001','name':'示范交警','followers':12}");
        far.json("/sim/users", "{'uid':'2002','name':'示范水务'}");
        far.json("/sim/tokens", "{'app':'101','user':'2001','token':'basic-token'}");
        far.json("/sim/tokens", "{'app':'102','user':'2002','token':'advanced-token'}");
    }

    Answer share(String text) {
        return post("/2/statuses/share.json", BASIC, "status", text, "rip", "211.156.0.1");
    }

    Answer update(String text) {
        return post("/2/statuses/update.json", ADVANCED, "status", text);
    }

    Answer comment(String status, String text) {
        return far.json("/sim/people/comment", "{'name':'市民甲','status':'" + status + "','text':'" + text + "'}");
    }

    Answer post(String path, String token, String... pairs) {
        return far.form(path, with(token, pairs));
    }

    Answer get(String path, String token, String... pairs) {
        return far.get(path, with(token, pairs));
    }

    List<String> ids(Answer envelope, String of) {
        return envelope.json()
                .path(of)
                .valueStream()
                .map(s -> s.path("idstr").asString())
                .toList();
    }

    private static String[] with(String token, String... pairs) {
        List<String> all = new ArrayList<>(List.of("access_token", token));
        all.addAll(List.of(pairs));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        far.close();
    }
}
