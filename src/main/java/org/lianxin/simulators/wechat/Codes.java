package org.lianxin.simulators.wechat;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lianxin.simulators.Reply;

/** The platform's error codes. Every answer has the HTTP status 200; the sentence ends with a request id, so that nobody compares it. */
final class Codes {
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            entry(-1, "system error"),
            entry(40001, "invalid credential, access_token is invalid or not latest"),
            entry(40002, "invalid grant_type"),
            entry(40003, "invalid openid"),
            entry(40004, "invalid media type"),
            entry(40007, "invalid media_id"),
            entry(40008, "invalid message type"),
            entry(40013, "invalid appid"),
            entry(40014, "invalid access_token"),
            entry(40016, "invalid button size"),
            entry(40017, "invalid button type"),
            entry(40018, "invalid button name size"),
            entry(40019, "invalid button key size"),
            entry(40020, "invalid button url size"),
            entry(40023, "invalid sub button size"),
            entry(40025, "invalid sub button name size"),
            entry(40029, "invalid code"),
            entry(40035, "invalid parameter"),
            entry(40066, "invalid url"),
            entry(40125, "invalid appsecret"),
            entry(40137, "invalid image format"),
            entry(40163, "code been used"),
            entry(40164, "invalid ip, not in whitelist"),
            entry(41001, "access_token missing"),
            entry(41005, "media data missing"),
            entry(41008, "missing code"),
            entry(42001, "access_token expired"),
            entry(43001, "require GET method"),
            entry(43002, "require POST method"),
            entry(43004, "require subscribe"),
            entry(44002, "empty post data"),
            entry(44003, "empty news data"),
            entry(45001, "media size out of limit"),
            entry(45002, "content size out of limit"),
            entry(45003, "title size out of limit"),
            entry(45004, "description size out of limit"),
            entry(45005, "url size out of limit"),
            entry(45008, "article size out of limit"),
            entry(45009, "api freq out of limit"),
            entry(45011, "api minute-quota reach limit, must slower, retry next minute"),
            entry(45015, "response out of time limit or subscription is canceled"),
            entry(45028, "has no masssend quota"),
            entry(45047, "out of response count limit"),
            entry(45065, "clientmsgid exist"),
            entry(45066, "same clientmsgid retry too fast"),
            entry(45067, "clientmsgid size out of limit"),
            entry(45110, "author size out of limit"),
            entry(46003, "menu no exist"),
            entry(47001, "data format error"),
            entry(48001, "api unauthorized"),
            entry(48006, "forbid to clear quota because of reaching the limit"),
            entry(50002, "user limited"),
            entry(53600, "invalid article id"),
            entry(61500, "date format error"),
            entry(61501, "date range error"),
            entry(87009, "reply is not exists"),
            entry(87014, "risky content"),
            entry(88000, "open comment without comment privilege"),
            entry(88001, "msg_data is not exists"),
            entry(88004, "comment was deleted by user"),
            entry(88005, "already reply"),
            entry(88007, "reply content beyond max len or content len is zero"),
            entry(88008, "comment is not exists"),
            entry(88010, "count range error. cout <= 0 or count > 50"));

    Reply reply(int code) {
        return reply(code, Map.of());
    }

    /**
     * An error.
     *
     * @param more what the answer carries besides
     */
    Reply reply(int code, Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errcode", code);
        body.put(
                "errmsg",
                WORDS.getOrDefault(code, "system error") + " rid: " + World.secret(4) + "-" + World.secret(4) + "-"
                        + World.secret(4));
        body.putAll(more);
        return Reply.error(200, code, body);
    }

    static Reply ok() {
        return ok(Map.of());
    }

    static Reply ok(Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errcode", 0);
        body.put("errmsg", "ok");
        body.putAll(more);
        return Reply.json(body);
    }
}
