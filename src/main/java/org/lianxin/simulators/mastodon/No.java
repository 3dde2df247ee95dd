package org.lianxin.simulators.mastodon;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lianxin.simulators.Reply;

/** How it says no. The code of an error is its HTTP status. */
final class No {
    private No() {}

    static Reply of(int status, String words) {
        return Reply.error(status, status, Map.of("error", words));
    }

    static Reply token() {
        return of(401, "The access token is invalid");
    }

    static Reply scope() {
        return of(403, "This action is outside the authorized scopes");
    }

    static Reply notFound() {
        return of(404, "Record not found");
    }

    static Reply invalid(String why) {
        return of(422, "Validation failed: " + why);
    }

    static Reply oauth(int status, String error, String words) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", words);
        return Reply.error(status, status, body);
    }

    /** By its status, for the script of faults. */
    static Reply scripted(int status) {
        return switch (status) {
            case 401 -> token();
            case 403 -> scope();
            case 404 -> notFound();
            case 422 -> invalid("Text contains a word that is not allowed (scripted)");
            case 429 -> of(429, "Too many requests").with("Retry-After", "7");
            case 503 -> of(503, "Remote data could not be fetched");
            default -> of(status, "scripted");
        };
    }
}
