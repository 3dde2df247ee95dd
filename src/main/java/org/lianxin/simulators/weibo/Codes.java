package org.lianxin.simulators.weibo;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;

/** The platform's error codes with its own spelling. Every third answer writes the code as a string, as is seen in the wild. */
final class Codes {
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            entry(10001, "System error"),
            entry(10002, "Service unavailable"),
            entry(10003, "Remote service error"),
            entry(10005, "Permission denied, need a high level appkey"),
            entry(10006, "Source paramter (appkey) is missing"),
            entry(10007, "Unsupport mediatype (%s)"),
            entry(10008, "Param error, see doc for more info"),
            entry(10009, "Too many pending tasks, system is busy"),
            entry(10011, "RPC error"),
            entry(10014, "Insufficient app permissions"),
            entry(10016, "Miss required parameter (%s) , see doc for more info"),
            entry(10017, "%s"),
            entry(10020, "Request api not found"),
            entry(10021, "HTTP method is not suported for this request"),
            entry(10022, "IP requests out of rate limit"),
            entry(10023, "User requests out of rate limit"),
            entry(10024, "User requests for (%s) out of rate limit"),
            entry(20003, "User does not exists"),
            entry(20005, "Unsupported image type, only suport JPG, GIF, PNG"),
            entry(20006, "Image size too large"),
            entry(20008, "Content is null"),
            entry(20009, "IDs is too many"),
            entry(20012, "Text too long, please input text less than 140 characters"),
            entry(20015, "Account or ip or app is illgal, can not continue"),
            entry(20016, "update weibo too fast!"),
            entry(20017, "Repeat content"),
            entry(20018, "Contain illegal website"),
            entry(20019, "repeat content!"),
            entry(20020, "Contain advertising"),
            entry(20021, "Content is illegal"),
            entry(20031, "Test and verify"),
            entry(20032, "Update success, while server slow now, please wait 1-2 minutes"),
            entry(20049, "long text too long"),
            entry(20101, "Target weibo does not exist"),
            entry(20102, "Not your own weibo"),
            entry(20103, "Can't repost yourself weibo"),
            entry(20201, "Target weibo comment does not exist"),
            entry(20203, "Not your own comment"),
            entry(20301, "Can't send direct message to user who is not your follower"),
            entry(20302, "Illegal direct message"),
            entry(21315, "Token expired"),
            entry(21316, "Token revoked"),
            entry(21321, "Applications over the unaudited use restrictions"),
            entry(21322, "redirect_uri_mismatch"),
            entry(21323, "invalid_request"),
            entry(21324, "invalid_client"),
            entry(21325, "invalid_grant"),
            entry(21327, "expired_token"),
            entry(21328, "unsupported_grant_type"),
            entry(21329, "unsupported_response_type"),
            entry(21330, "access_denied"),
            entry(21332, "invalid_access_token"),
            entry(21602, "Contains forbid world"));

    private final AtomicInteger errors = new AtomicInteger();

    Reply reply(Call call, int code, Object... values) {
        Map<String, Object> body = new LinkedHashMap<>();
        String words = WORDS.getOrDefault(code, "System error");
        body.put("error", values.length == 0 ? words.replace(" (%s)", "") : words.formatted(values));
        body.put("error_code", errors.incrementAndGet() % 3 == 0 ? Integer.toString(code) : code);
        body.put("request", call.path());
        if (code / 100 == 213) {
            body.put("error_uri", call.path());
            body.put("error_description", words);
        }
        return Reply.error(status(code), code, body);
    }

    /** Nobody has written down which code comes with which status: a client must not rely on it. */
    private static int status(int code) {
        return switch (code) {
            case 10001, 10002, 10003 -> 503;
            case 10005, 10014, 10022, 10023, 10024, 20016 -> 403;
            case 21315, 21316, 21327, 21332 -> 401;
            default -> 400;
        };
    }
}
