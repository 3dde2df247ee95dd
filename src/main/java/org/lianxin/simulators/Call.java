package org.lianxin.simulators;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What came in, read to its end.
 *
 * @param type the media type without parameters, in lower case; empty if there was none
 * @param fields of the query and of a form or the text parts of a multipart body
 * @param late how long what is taken now stays unseen, by the script
 */
public record Call(
        String method,
        String path,
        String type,
        Map<String, String> headers,
        Map<String, String> fields,
        Map<String, Multipart.Part> files,
        byte[] body,
        Duration late) {
    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String MULTIPART = "multipart/form-data";
    private static final int LARGEST = 12 * 1024 * 1024;

    static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
        headers.put("address", exchange.getRemoteAddress().getAddress().getHostAddress());
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
        String whole = headers.getOrDefault("content-type", "");
        String type = whole.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, Multipart.Part> files = new LinkedHashMap<>();
        form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""), fields);
        if (type.equals(FORM)) {
            form(new String(body, StandardCharsets.UTF_8), fields);
        } else if (type.equals(MULTIPART)) {
            Multipart.read(whole, body).forEach(part -> {
                if (part.filename().isEmpty()) {
                    fields.putIfAbsent(part.name(), new String(part.bytes(), StandardCharsets.UTF_8));
                } else {
                    files.putIfAbsent(part.name(), part);
                }
            });
        }
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                type,
                headers,
                fields,
                files,
                body,
                Duration.ZERO);
    }

    private static void form(String text, Map<String, String> fields) {
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                fields.putIfAbsent(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Call late(Duration by) {
        return new Call(method, path, type, headers, fields, files, body, by);
    }

    public boolean is(String wanted, String where) {
        return method.equals(wanted) && path.equals(where);
    }

    /** Empty if it is not there. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public String address() {
        return header("address");
    }

    /** Where the caller found us. */
    public String here() {
        return "http://" + headers.getOrDefault("host", "127.0.0.1");
    }

    /** The body as JSON; a missing node if it is none. */
    public JsonNode json() {
        try {
            return Logbook.JSON.readTree(body);
        } catch (JacksonException none) {
            return Logbook.JSON.missingNode();
        }
    }
}
