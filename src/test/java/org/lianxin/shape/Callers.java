package org.lianxin.shape;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.support.Cast;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationContext;

/** One person for each way of asking: every role once, an administrator, somebody without any role, and nobody. They ask over HTTP as browsers and programs do. */
final class Callers {
    static final Caller NOBODY = new Caller("nobody", Set.of(), false, null);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** Fields that some form or body asks for: what is missing would be refused before whose it is. */
    private static final Map<String, Object> TYPED = Map.ofEntries(
            Map.entry("version", 1),
            Map.entry("digest", "sha256:00"),
            Map.entry("reason", "试一试权限"),
            Map.entry("remark", "试一试权限"),
            Map.entry("text", "试一试权限"),
            Map.entry("title", "试一试权限"),
            Map.entry("category", "news"),
            Map.entry("good", true),
            Map.entry("there", true),
            Map.entry("url", "https://forum.example/1"),
            Map.entry("name", "试一试"),
            Map.entry("nameEn", "A try"),
            Map.entry("seen", "HELD"),
            Map.entry("up", true));

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Session> sessions = new HashMap<>();
    private final String root;
    private final Cast cast;

    /** @param login null for somebody who has not signed in */
    record Caller(
            String name,
            Set<Role> roles,
            boolean admin,
            @Nullable String login) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A sign-in: its cookie and the token that the forms of that session carry. */
    record Session(String cookie, String token) {}

    Callers(ApplicationContext context, int port) {
        this.root = "http://localhost:" + port;
        this.cast = Cast.in(context);
        // before anything is counted in the trail
        all().stream().filter(c -> c.login() != null).forEach(c -> cast.bearer(login(c)));
    }

    /** All of them. A role that nobody of the cast plays fails here. */
    static List<Caller> all() {
        Stream<Caller> roles = Arrays.stream(Role.values()).map(role -> of(role, "traffic"));
        return Stream.concat(
                        roles,
                        Stream.of(
                                new Caller("admin", Set.of(), true, "admin"),
                                new Caller("no role", Set.of(), false, "newcomer"),
                                NOBODY))
                .toList();
    }

    /** Who plays the role in that unit; office and inspectors are the same for all. */
    static Caller of(Role role, String unit) {
        String login = switch (role) {
            case EDITOR -> unit + ".editor";
            case LEADER -> unit + ".leader";
            case ON_SCENE_LEADER -> unit + ".on-scene";
            case SPOKESPERSON -> unit + ".spokesperson";
            case PARTNER -> unit + ".partner";
            case INSPECTOR -> "inspector";
            case OFFICE -> "office";
        };
        return new Caller(role.name(), Set.of(role), false, login);
    }

    /** As a program with a token of that person. */
    HttpResponse<String> byToken(Caller caller, String method, String path, boolean filled) {
        return send(json(method, path, filled).header("Authorization", "Bearer " + cast.bearer(login(caller))));
    }

    /** As a browser in which that person has signed in, with the token of the form. */
    HttpResponse<String> bySession(Caller caller, String method, String path, boolean filled) {
        Session session = session(login(caller));
        HttpResponse<String> answer = send(
                path.startsWith("/rest/")
                        ? json(method, path, filled)
                                .header("Cookie", session.cookie())
                                .header("X-CSRF-Token", session.token())
                        : form(method, path, filled, session.token()).header("Cookie", session.cookie()));
        if (!method.equals("GET") && answer.statusCode() != 403) {
            // it may have ended its own session
            sessions.remove(login(caller));
        }
        return answer;
    }

    /** As a browser or program that says nothing of who it is. */
    HttpResponse<String> byNobody(String method, String path) {
        return send(path.startsWith("/rest/") ? json(method, path, false) : form(method, path, false, null));
    }

    /** As somebody sends it whose forms are filled, but for these fields: by session, or by nobody. */
    HttpResponse<String> saying(Caller caller, String method, String path, Map<String, Object> fields) {
        Session session = caller.login() == null ? null : session(login(caller));
        HttpRequest.Builder request = path.startsWith("/rest/")
                ? json(method, path, true, fields)
                : form(method, path, true, fields, session == null ? null : session.token());
        if (session != null) {
            request.header("Cookie", session.cookie()).header("X-CSRF-Token", session.token());
        }
        HttpResponse<String> answer = send(request);
        if (session != null && !method.equals("GET")) {
            sessions.remove(login(caller));
        }
        return answer;
    }

    /** With the cookie of a session but another token of the form, or (null) none; more headers as name and value. */
    HttpResponse<String> withForeignToken(
            Caller caller, String method, String path, @Nullable String token, String... headers) {
        HttpRequest.Builder request =
                path.startsWith("/rest/") ? json(method, path, true) : form(method, path, true, token);
        request.header("Cookie", session(login(caller)).cookie());
        if (token != null) {
            request.header("X-CSRF-Token", token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    Session session(String login) {
        return sessions.computeIfAbsent(login, this::signIn);
    }

    private Session signIn(String login) {
        String body = "login=" + login + "&password=" + Cast.PASSWORD;
        HttpResponse<String> answer = send(request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        String cookie = answer.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IllegalStateException(login + " cannot sign in: " + answer.statusCode()))
                .split(";")[0];
        Matcher token = TOKEN.matcher(
                send(request("/console/me").GET().header("Cookie", cookie)).body());
        if (!token.find()) {
            throw new IllegalStateException("no form token for " + login);
        }
        return new Session(cookie, token.group(1));
    }

    private static String login(Caller caller) {
        if (caller.login() == null) {
            throw new IllegalArgumentException("nobody has no sign-in");
        }
        return caller.login();
    }

    private HttpRequest.Builder json(String method, String path, boolean filled) {
        return json(method, path, filled, Map.of());
    }

    private HttpRequest.Builder json(String method, String path, boolean filled, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(filled ? TYPED : Map.of());
        fields.putAll(more);
        String body = JSON.writeValueAsString(fields);
        return request(filled && method.equals("DELETE") ? path + "?version=1" : path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
    }

    private static final tools.jackson.databind.json.JsonMapper JSON =
            tools.jackson.databind.json.JsonMapper.builder().build();

    private HttpRequest.Builder form(String method, String path, boolean filled, @Nullable String token) {
        return form(method, path, filled, Map.of(), token);
    }

    private HttpRequest.Builder form(
            String method, String path, boolean filled, Map<String, Object> more, @Nullable String token) {
        Map<String, Object> fields = new HashMap<>(filled ? TYPED : Map.of());
        fields.putAll(more);
        if (token != null) {
            fields.put("_csrf", token);
        }
        String body = fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return method.equals("GET")
                ? request(path).GET()
                : request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).header("Accept-Language", "zh-CN");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }
}
