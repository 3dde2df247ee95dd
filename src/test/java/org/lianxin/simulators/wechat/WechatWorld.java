package org.lianxin.simulators.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.Far.Answer;
import tools.jackson.databind.JsonNode;

/** A small platform whose time stands still at nine in the morning: one account, and a token for it. */
final class WechatWorld implements AutoCloseable {
    static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d");
    final Far far;
    String token;

    WechatWorld(Path folder) {
        try {
            far = new Far(WechatSimulator.start(
                    0,
                    folder.resolve("journal.jsonl"),
                    book -> Clockwork.standing(Instant.parse("2026-11-25T01:00:00Z"))));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        far.json("/sim/apps", "{'appid':'wx1','secret':'s1','gh':'gh_1','name':'示范发布'}");
        token = stable(false).path("access_token").asString();
    }

    JsonNode stable(boolean force) {
        return far.json(
                        "/cgi-bin/stable_token",
                        "{'grant_type':'client_credential','appid':'wx1','secret':'s1','force_refresh':" + force + "}")
                .json();
    }

    Answer call(String path, String body) {
        return far.json(path + "?access_token=" + token, body);
    }

    Answer get(String path, String... pairs) {
        String[] all = new String[pairs.length + 2];
        all[0] = "access_token";
        all[1] = token;
        System.arraycopy(pairs, 0, all, 2, pairs.length);
        return far.get(path, all);
    }

    static int code(Answer answer) {
        return answer.json().path("errcode").asInt(0);
    }

    String cover() {
        return far.upload("/cgi-bin/material/add_material?type=image&access_token=" + token, "media", PNG, Map.of())
                .json()
                .path("media_id")
                .asString();
    }

    static String article(String title, String cover) {
        return "{'title':'" + title + "','content':'<p>正文</p>','thumb_media_id':'" + cover + "','need_open_comment':1}";
    }

    String draft(String title) {
        return call("/cgi-bin/draft/add", "{'articles':[" + article(title, cover()) + "]}")
                .json()
                .path("media_id")
                .asString();
    }

    /** Out, with its msg_data_id. */
    String published(String title) {
        String data = call("/cgi-bin/freepublish/submit", "{'media_id':'" + draft(title) + "'}")
                .json()
                .path("msg_data_id")
                .asString();
        far.advance("PT30S");
        return data;
    }

    @Override
    public void close() {
        far.close();
    }
}
