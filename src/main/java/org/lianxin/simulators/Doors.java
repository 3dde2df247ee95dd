package org.lianxin.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.MessageFormat;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Faults.Fault;
import org.lianxin.simulators.Faults.Kind;
import org.lianxin.simulators.Journal.Line;
import org.lianxin.simulators.Network.No;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be asked of the network over HTTP: posting, deleting, reading a timeline, the script of faults, and the page for people. */
final class Doors implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PATH = Pattern.compile("/accounts/([^/]+)/(posts|timeline)(?:/([0-9]{1,18}))?");
    private static final int LARGEST = 64 * 1024;
    private static final int PAGE = 50;

    private final Network network;
    private final Faults faults;
    private final String token;
    private final Properties words;
    private final Clock clock = Clock.systemUTC();

    Doors(Network network, Faults faults, String token, Properties words) {
        this.network = network;
        this.faults = faults;
        this.token = token;
        this.words = words;
    }

    @Override
    public void handle(HttpExchange call) throws IOException {
        try (call) {
            String path = call.getRequestURI().getPath();
            Matcher account = PATH.matcher(path);
            if (account.matches()) {
                account(call, account.group(1), account.group(2), account.group(3));
            } else if (path.equals("/faults")) {
                script(call);
            } else if (path.equals("/") && call.getRequestMethod().equals("GET")) {
                answer(
                        call,
                        200,
                        "text/html; charset=utf-8",
                        new People(words, this::words).page(network.timeline(null, 0, 100), clock));
            } else {
                no(call, new No(404, "bad-request", ""));
            }
        } catch (JacksonException unreadable) {
            no(call, new No(400, "bad-request", ""));
        }
    }

    private void account(HttpExchange call, String handle, String what, @Nullable String id) throws IOException {
        String method = call.getRequestMethod();
        boolean reading = what.equals("timeline");
        if (!MessageDigest.isEqual(
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
                String.valueOf(call.getRequestHeaders().getFirst("Authorization"))
                        .getBytes(StandardCharsets.UTF_8))) {
            no(call, new No(401, "no-token", ""));
        } else if (!network.knows(handle)) {
            no(call, new No(404, "no-account", handle));
        } else if (reading && id == null && method.equals("GET")) {
            timeline(call, handle);
        } else if (!reading && id == null && method.equals("POST")) {
            post(call, handle);
        } else if (!reading && id != null && method.equals("DELETE")) {
            delete(call, handle, id);
        } else {
            no(call, new No(405, "bad-request", ""));
        }
    }

    private void post(HttpExchange call, String handle) throws IOException {
        JsonNode body = body(call);
        String text = body.path("text").asString("");
        List<String> pictures =
                body.path("pictures").valueStream().map(p -> p.asString("")).toList();
        String reference = body.path("reference").asString("");
        Fault fault = faults.take(handle, false).orElse(null);
        if (before(call, fault)) {
            return;
        }
        No no = network.check(handle, text, pictures, clock.instant());
        if (no != null) {
            no(call, no);
            return;
        }
        Line taken = network.take(handle, text, pictures, reference, clock.instant());
        if (answers(fault)) {
            answer(call, 201, "application/json", JSON.writeValueAsString(shown(call, taken)));
        }
    }

    private void delete(HttpExchange call, String handle, String id) throws IOException {
        Fault fault = faults.take(handle, false).orElse(null);
        if (before(call, fault)) {
            return;
        }
        if (!network.delete(handle, id, clock.instant())) {
            no(call, new No(404, "no-post", ""));
        } else if (answers(fault)) {
            answer(call, 200, "application/json", "{}");
        }
    }

    /** What goes wrong before anything is done; true if that was all. Hanging up is to leave without an answer. */
    private boolean before(HttpExchange call, @Nullable Fault fault) throws IOException {
        if (fault == null) {
            return false;
        }
        return switch (fault.kind()) {
            case REFUSE -> {
                no(call, new No(422, "scripted", ""));
                yield true;
            }
            case ERROR -> {
                no(call, new No(500, "bad-request", ""));
                yield true;
            }
            case DROP_BEFORE -> true;
            case SLOW -> {
                rest(fault.milliseconds());
                yield false;
            }
            case LATE, DROP_AFTER_TAKING, UNREADABLE -> false;
        };
    }

    /** What goes wrong after it is done: no answer, or a late one. */
    private static boolean answers(@Nullable Fault fault) {
        if (fault != null && fault.kind() == Kind.LATE) {
            rest(fault.milliseconds());
        }
        return fault == null || fault.kind() != Kind.DROP_AFTER_TAKING;
    }

    private void timeline(HttpExchange call, String handle) throws IOException {
        if (faults.take(handle, true).isPresent()) {
            no(call, new No(503, "bad-request", ""));
            return;
        }
        Matcher before = Pattern.compile("(?:^|&)before=([0-9]{1,18})")
                .matcher(Optional.ofNullable(call.getRequestURI().getQuery()).orElse(""));
        List<Line> found = network.timeline(handle, before.find() ? Long.parseLong(before.group(1)) : 0, PAGE + 1);
        List<Map<String, Object>> posts =
                found.stream().limit(PAGE).map(line -> shown(call, line)).toList();
        answer(
                call,
                200,
                "application/json",
                JSON.writeValueAsString(Map.of("posts", posts, "more", found.size() > PAGE)));
    }

    /** What others see of a post; the client's reference is not among it. */
    private static Map<String, Object> shown(HttpExchange call, Line line) {
        String host =
                Optional.ofNullable(call.getRequestHeaders().getFirst("Host")).orElse("127.0.0.1");
        return Map.of(
                "id",
                line.id(),
                "account",
                line.account(),
                "text",
                line.text(),
                "pictures",
                line.pictures(),
                "at",
                line.at().toString(),
                "url",
                URI.create("http://" + host + "/#p" + line.id()).toString());
    }

    private void script(HttpExchange call) throws IOException {
        switch (call.getRequestMethod()) {
            case "POST" -> {
                JsonNode body = body(call);
                String kind = body.path("fault")
                        .asString("")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')
                        .replace("500", "ERROR");
                Optional<Kind> known = List.of(Kind.values()).stream()
                        .filter(k -> k.name().equals(kind))
                        .findFirst();
                if (known.isEmpty()) {
                    no(call, new No(422, "bad-request", ""));
                    return;
                }
                String account = body.path("account").asString("");
                faults.add(new Fault(
                        known.get(),
                        Math.max(1, body.path("next").asInt(1)),
                        body.path("ms").asLong(1_000),
                        account.isEmpty() ? null : account));
                answer(call, 201, "application/json", JSON.writeValueAsString(faults.left()));
            }
            case "DELETE" -> {
                faults.clear();
                answer(call, 200, "application/json", "[]");
            }
            default -> answer(call, 200, "application/json", JSON.writeValueAsString(faults.left()));
        }
    }

    private static JsonNode body(HttpExchange call) throws IOException {
        return JSON.readTree(call.getRequestBody().readNBytes(LARGEST));
    }

    private void no(HttpExchange call, No no) throws IOException {
        answer(
                call,
                no.status(),
                "application/json",
                JSON.writeValueAsString(Map.of("code", no.key(), "error", words(no.key(), no.argument()))));
    }

    private String words(String key, Object... arguments) {
        return MessageFormat.format(words.getProperty(key, key), arguments);
    }

    /** Each answer ends its connection: a client never wonders whether an old one still stands. */
    private static void answer(HttpExchange call, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", type);
        call.getResponseHeaders().set("Connection", "close");
        call.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        call.getResponseHeaders().set("X-Simulated", "true");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
    }

    private static void rest(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
