package org.lianxin.simulators.wechat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lianxin.simulators.Reply;

/** One call of the API: how it is made, what it may be told, what is behind it. */
record Door(String path, String method, Set<String> fields, Function<Ask, Reply> work) {
    private static final String COMMENT = "msg_data_id index user_comment_id";
    private static final Map<String, Entry> TABLE = table();

    /** @param daily the quota of a new account; a knob named like the path */
    private record Entry(String method, long daily, String fields) {}

    static Door of(String path, Function<Ask, Reply> work) {
        Entry entry = TABLE.get(path);
        if (entry == null) {
            throw new IllegalArgumentException(path);
        }
        return new Door(path, entry.method(), Set.of(entry.fields().split(" ")), work);
    }

    /** Quotas a day, by path. */
    static Map<String, Long> quotas() {
        Map<String, Long> knobs = new HashMap<>(Map.of("/cgi-bin/token", 2_000L, "force", 20L));
        TABLE.forEach((path, entry) -> knobs.put(path, entry.daily()));
        return knobs;
    }

    private static Map<String, Entry> table() {
        Map<String, Entry> table = new LinkedHashMap<>();
        String post = "POST";
        table.put("/cgi-bin/media/uploadimg", new Entry(post, 100_000, ""));
        table.put("/cgi-bin/media/get", new Entry("GET", 200_000, ""));
        table.put("/cgi-bin/material/add_material", new Entry(post, 100_000, ""));
        table.put("/cgi-bin/draft/add", new Entry(post, 1_000, "articles"));
        table.put("/cgi-bin/draft/get", new Entry(post, 500, "media_id"));
        table.put("/cgi-bin/draft/update", new Entry(post, 1_000, "media_id index articles"));
        table.put("/cgi-bin/draft/delete", new Entry(post, 1_000, "media_id"));
        table.put("/cgi-bin/draft/batchget", new Entry(post, 1_000, "offset count no_content"));
        table.put("/cgi-bin/draft/count", new Entry("GET", 1_000, ""));
        table.put("/cgi-bin/freepublish/submit", new Entry(post, 100, "media_id"));
        table.put("/cgi-bin/freepublish/get", new Entry(post, 100, "publish_id"));
        table.put("/cgi-bin/freepublish/delete", new Entry(post, 10, "article_id index"));
        table.put("/cgi-bin/freepublish/getarticle", new Entry(post, 100, "article_id"));
        table.put("/cgi-bin/freepublish/batchget", new Entry(post, 100, "offset count no_content"));
        table.put(
                "/cgi-bin/message/mass/sendall",
                new Entry(post, 100, "filter mpnews msgtype send_ignore_reprint clientmsgid"));
        table.put("/cgi-bin/message/mass/get", new Entry(post, 1_000, "msg_id"));
        table.put("/cgi-bin/message/mass/delete", new Entry(post, 10, "msg_id article_idx"));
        String article = "msg_data_id index";
        table.put("/cgi-bin/comment/open", new Entry(post, 10_000, article));
        table.put("/cgi-bin/comment/close", new Entry(post, 10_000, article));
        table.put("/cgi-bin/comment/list", new Entry(post, 10_000, article + " begin count type"));
        table.put("/cgi-bin/comment/markelect", new Entry(post, 10_000, COMMENT));
        table.put("/cgi-bin/comment/unmarkelect", new Entry(post, 10_000, COMMENT));
        table.put("/cgi-bin/comment/delete", new Entry(post, 10_000, COMMENT));
        table.put("/cgi-bin/comment/reply/add", new Entry(post, 10_000, COMMENT + " content"));
        table.put("/cgi-bin/comment/reply/delete", new Entry(post, 10_000, COMMENT));
        table.put(
                "/cgi-bin/message/custom/send",
                new Entry(
                        post,
                        500_000,
                        "touser msgtype text image voice video music news mpnews mpnewsarticle msgmenu miniprogrampage customservice"));
        table.put("/cgi-bin/menu/create", new Entry(post, 1_000, "button"));
        table.put("/cgi-bin/menu/get", new Entry("GET", 10_000, ""));
        table.put("/cgi-bin/menu/delete", new Entry("GET", 1_000, ""));
        table.put("/cgi-bin/user/get", new Entry("GET", 500, ""));
        table.put("/cgi-bin/user/info", new Entry("GET", 5_000_000, ""));
        for (String name : List.of("getusersummary", "getusercumulate", "getbizsummary", "getarticletotaldetail")) {
            table.put("/datacube/" + name, new Entry(post, 500, "begin_date end_date"));
        }
        table.put("/cgi-bin/openapi/quota/get", new Entry(post, 500, "cgi_path"));
        table.put("/cgi-bin/clear_quota", new Entry(post, 1_000, "appid"));
        return table;
    }
}
