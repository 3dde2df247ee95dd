package org.lianxin.simulators.discourse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.simulators.Reply;

/** How the forum says no: sentences, and sometimes a word for what kind of no it is. */
final class No {
    private No() {}

    static Reply access() {
        return of(403, "invalid_access", "You are not permitted to view the requested resource.");
    }

    static Reply key() {
        return of(
                403,
                "invalid_access",
                "You are not permitted to view the requested resource. The API username or key is invalid.");
    }

    static Reply notFound() {
        return of(404, "not_found", "The requested URL or resource could not be found.");
    }

    static Reply parameters(String why) {
        return of(400, "invalid_parameters", "You supplied invalid parameters to the request: " + why);
    }

    static Reply post(String why) {
        return Reply.error(422, 422, Map.of("action", "create_post", "errors", List.of(why)));
    }

    static Reply readOnly() {
        return of(503, "read_only", "The site is in read only mode. Interactions are disabled.");
    }

    static Reply rate(long seconds) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errors", List.of("You have performed this action too many times, please try again later."));
        body.put("error_type", "rate_limit");
        body.put("extras", Map.of("wait_seconds", seconds));
        return Reply.error(429, 429, body);
    }

    static Reply of(int status, String type, String words) {
        return Reply.error(status, status, Map.of("errors", List.of(words), "error_type", type));
    }

    /** By its status, for the script of faults. */
    static Reply scripted(int status) {
        return switch (status) {
            case 403 -> access();
            case 404 -> notFound();
            case 422 -> post("Body contains a word that is not allowed (scripted)");
            case 429 -> rate(7);
            case 503 -> readOnly();
            default -> of(status, "scripted", "scripted");
        };
    }
}
