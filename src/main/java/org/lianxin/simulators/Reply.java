package org.lianxin.simulators;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes out.
 *
 * @param code the platform's error code, 0 if it is none
 * @param taken what was taken by the call, for the journal
 * @param headers that this platform sends with its answers
 * @param after done when nobody is kept waiting at the door any more; its reply goes out instead of this one
 */
public record Reply(
        int status,
        String type,
        byte[] body,
        String location,
        int code,
        String taken,
        Map<String, String> headers,
        @Nullable Supplier<Reply> after) {
    private static final String JSON = "application/json;charset=UTF-8";

    public static Reply json(Object answer) {
        return of(200, JSON, Logbook.JSON.writeValueAsString(answer));
    }

    public static Reply error(int status, int code, Object answer) {
        return new Reply(status, JSON, bytes(Logbook.JSON.writeValueAsString(answer)), "", code, "", Map.of(), null);
    }

    public static Reply html(String page) {
        return of(200, "text/html; charset=utf-8", page);
    }

    public static Reply seeOther(String location) {
        return moved(303, location);
    }

    public static Reply moved(int status, String location) {
        return new Reply(status, "text/plain", new byte[0], location, 0, "", Map.of(), null);
    }

    public static Reply of(int status, String type, String text) {
        return of(status, type, bytes(text));
    }

    public static Reply of(int status, String type, byte[] body) {
        return new Reply(status, type, body, "", 0, "", Map.of(), null);
    }

    /** Somebody who scripts the world has made a mistake. */
    public static Reply wrong(String why) {
        return error(422, 0, Map.of("wrong", why));
    }

    public static Reply notFound() {
        return of(404, "text/plain; charset=utf-8", "404");
    }

    public Reply taking(String what) {
        return new Reply(status, type, body, location, code, what, headers, after);
    }

    public Reply after(Supplier<Reply> work) {
        return new Reply(status, type, body, location, code, taken, headers, work);
    }

    /** The same under another status that is a good one. */
    public Reply status(int other) {
        return new Reply(other, type, body, location, code, taken, headers, after);
    }

    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, type, body, location, code, taken, more, after);
    }

    /** Each answer ends its connection: a client never wonders whether an old one still stands. */
    void send(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Connection", "close");
        headers.set("X-Simulated", "true");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'");
        if (!location.isEmpty()) {
            headers.set("Location", location);
        }
        this.headers.forEach(headers::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
