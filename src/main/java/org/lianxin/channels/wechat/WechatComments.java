package org.lianxin.channels.wechat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads comments to their end: what WeChat says about their number is not to be believed. */
@Component
class WechatComments {
    /** More are refused. */
    private static final int PAGE = 49;

    private static final int MOST_PAGES = 200;

    private final WechatClient client;
    private final WechatDesk desk;

    WechatComments(WechatClient client, WechatDesk desk) {
        this.client = client;
        this.desk = desk;
    }

    /** What we call {@code comment/<article>/<index>/<number>}. */
    record Name(String data, int index, String number) {
        static Name of(String remoteId) {
            String[] part = remoteId.split("/");
            if (!remoteId.matches("[a-z]+/[0-9]{1,18}/[0-9]{1,2}/[0-9]{1,18}")) {
                throw new IllegalArgumentException("no comment: " + remoteId);
            }
            return new Name(part[1], Integer.parseInt(part[2]), part[3]);
        }
    }

    /** How WeChat names it. */
    Map<String, Object> named(String remoteId) {
        Name name = Name.of(remoteId);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("msg_data_id", Long.parseLong(name.data()));
        body.put("index", name.index());
        body.put("user_comment_id", Long.parseLong(name.number()));
        return body;
    }

    /** @param whole false if there are more than we read: then nothing can be said about what is missing */
    record Read(List<JsonNode> comments, boolean whole) {}

    /** All comments of an article; empty if they could not be read, or if it takes none. */
    Optional<Read> all(Connection connection, String data, int index) {
        List<JsonNode> found = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("msg_data_id", Long.parseLong(data));
            body.put("index", index);
            body.put("begin", page * PAGE);
            body.put("count", PAGE);
            body.put("type", 0);
            Said said = client.post(connection, WechatCall.COMMENTS, body);
            if (said instanceof Said.No no) {
                desk.refused(connection, no);
            }
            if (!(said instanceof Said.Yes(JsonNode answer))) {
                return Optional.empty();
            }
            List<JsonNode> comments = answer.path("comment").valueStream().toList();
            found.addAll(comments);
            if (comments.size() < PAGE) {
                return Optional.of(new Read(found, true));
            }
        }
        return Optional.of(new Read(found, false));
    }

    /** What the account has answered there, empty if nothing; nothing at all if that cannot be read. An object in some papers, an array in others. */
    Optional<String> reply(Connection connection, String remoteId) {
        Name name = Name.of(remoteId);
        return all(connection, name.data(), name.index())
                .map(read -> read.comments().stream()
                        .filter(c -> c.path("user_comment_id").asString("").equals(name.number()))
                        .map(c -> c.path("reply"))
                        .map(r -> r.isArray() ? r.path(0) : r)
                        .map(r -> r.path("content").asString(""))
                        .findFirst()
                        .orElse(""));
    }
}
