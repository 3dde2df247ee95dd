package org.lianxin.channels.mastodon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small server with Mastodon's client interface: strict about tokens, parameters and keys of idempotency, and forgetful when told to be. */
final class Elsewhere implements AutoCloseable {
    static final String TOKEN = "token-of-the-account-0001";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern STATUS = Pattern.compile("/api/v1/statuses/([0-9]+)");

    /** What happens to the next call that writes. */
    enum Fault {
        DROP_BEFORE,
        TAKE_THEN_DROP,
        REFUSE,
        TOO_MUCH,
        BROKEN
    }

    private final HttpServer server;
    private final Clock clock = Clock.systemUTC();
    final Map<String, Map<String, Object>> statuses = new LinkedHashMap<>();
    final List<Map<String, Object>> mentions = new ArrayList<>();
    final Map<String, String> descriptions = new ConcurrentHashMap<>();
    final Deque<Fault> faults = new ArrayDeque<>();
    /** So often it is still at work on a picture when it is asked. */
    volatile int atWork;

    private final Map<String, String> once = new HashMap<>();
    private long next = 113_000_000_000_000_001L;
    boolean revoked;
    int followers = 12;

    Elsewhere() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private record Reply(int status, Object body) {}

    private static Reply no(int status, String words) {
        return new Reply(status, Map.of("error", words));
    }

    private synchronized void handle(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            boolean writes = !call.getRequestMethod().equals("GET");
            Fault fault = writes && !call.getRequestURI().getPath().contains("media") ? faults.poll() : null;
            if (fault == Fault.DROP_BEFORE) {
                return;
            }
            Reply reply = fault == Fault.REFUSE
                    ? no(422, "Validation failed: Text character limit of 500 exceeded")
                    : fault == Fault.TOO_MUCH
                            ? no(429, "Too many requests")
                            : fault == Fault.BROKEN ? no(503, "Remote data could not be fetched") : answer(call, body);
            if (fault == Fault.TAKE_THEN_DROP) {
                return;
            }
            if (reply.status() == 429) {
                call.getResponseHeaders()
                        .set(
                                "X-RateLimit-Reset",
                                clock.instant().plusSeconds(40).toString());
            }
            byte[] bytes = JSON.writeValueAsBytes(reply.body());
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.getResponseHeaders().set("Connection", "close");
            call.sendResponseHeaders(reply.status(), bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    private Reply answer(HttpExchange call, byte[] body) {
        String path = call.getRequestURI().getPath();
        String query = String.valueOf(call.getRequestURI().getQuery());
        String method = call.getRequestMethod();
        Matcher status = STATUS.matcher(path);
        if (path.equals("/api/v2/instance")) {
            return new Reply(200, Map.of("configuration", Map.of("statuses", Map.of("max_characters", 300))));
        } else if (revoked
                || !("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            return no(401, "The access token is invalid");
        } else if (path.equals("/api/v1/accounts/verify_credentials")) {
            return new Reply(
                    200, Map.of("id", "7", "username", "Traffic", "acct", "Traffic", "followers_count", followers));
        } else if (method.equals("POST") && path.equals("/api/v2/media")) {
            return media(new String(body, StandardCharsets.UTF_8));
        } else if (path.startsWith("/api/v1/media/")) {
            return looked(path.substring("/api/v1/media/".length()));
        } else if (method.equals("POST") && path.equals("/api/v1/statuses")) {
            return write(
                    JSON.readTree(body), String.valueOf(call.getRequestHeaders().getFirst("Idempotency-Key")));
        } else if (path.equals("/api/v1/accounts/7/statuses")) {
            return new Reply(
                    200,
                    page(
                            statuses.values().stream()
                                    .filter(s -> account(s).equals("7"))
                                    .toList(),
                            query));
        } else if (path.equals("/api/v1/notifications")) {
            return new Reply(200, page(mentions, query));
        } else if (status.matches() && statuses.containsKey(status.group(1))) {
            return one(method, status.group(1), body);
        }
        return no(404, "Record not found");
    }

    private static String account(Map<String, Object> status) {
        return String.valueOf(((Map<?, ?>) status.get("account")).get("id"));
    }

    private Reply one(String method, String id, byte[] body) {
        Map<String, Object> status = statuses.get(id);
        if (method.equals("DELETE")) {
            statuses.remove(id);
        } else if (method.equals("PUT")) {
            JsonNode wanted = JSON.readTree(body);
            status.put("content", html(wanted.path("status").asString("")));
            status.put("media_attachments", wanted.path("media_ids"));
        }
        return new Reply(200, status);
    }

    private Reply media(String body) {
        String id = Long.toString(next++);
        Matcher description = Pattern.compile("name=\"description\"\\r\\n[^\\r]*\\r\\n\\r\\n([^\\r]*)")
                .matcher(body);
        descriptions.put(id, description.find() ? description.group(1) : "");
        return new Reply(atWork > 0 ? 202 : 200, Map.of("id", id, "type", "image"));
    }

    private synchronized Reply looked(String id) {
        return atWork-- > 0
                ? new Reply(206, Map.of("id", id, "type", "image"))
                : new Reply(200, Map.of("id", id, "type", "image", "url", url() + "/media/" + id));
    }

    private Reply write(JsonNode wanted, String key) {
        String text = wanted.path("status").asString("");
        if (text.isBlank() || text.replaceAll("https?://\\S+", "x".repeat(23)).length() > 300) {
            return no(422, "Validation failed");
        } else if (once.containsKey(key)) {
            return new Reply(200, statuses.get(once.get(key)));
        }
        Map<String, Object> status =
                status("7", "Traffic", text, wanted.path("in_reply_to_id").asString(""));
        status.put("visibility", wanted.path("visibility").asString("public"));
        status.put("media_attachments", wanted.path("media_ids"));
        once.put(key, String.valueOf(status.get("id")));
        return new Reply(200, status);
    }

    private Map<String, Object> status(String account, String acct, String text, String answers) {
        String id = Long.toString(next++);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("id", id);
        status.put("url", url() + "/@" + acct + "/" + id);
        status.put("created_at", now().toString());
        status.put("content", html(text));
        status.put("spoiler_text", "");
        status.put("visibility", "public");
        status.put("in_reply_to_id", answers.isEmpty() ? null : answers);
        status.put(
                "in_reply_to_account_id",
                answers.isEmpty()
                        ? null
                        : Optional.ofNullable(statuses.get(answers))
                                .map(Elsewhere::account)
                                .orElse("0"));
        status.put("account", Map.of("id", account, "acct", acct, "display_name", acct));
        status.put("media_attachments", List.of());
        status.put("replies_count", 2);
        status.put("reblogs_count", 3);
        status.put("favourites_count", 4);
        statuses.put(id, status);
        return status;
    }

    private Instant now() {
        return clock.instant();
    }

    /** Somebody elsewhere writes; answers the id. */
    synchronized String says(String acct, String text, String answers, String visibility) {
        Map<String, Object> status = status("99", acct, text, answers);
        status.put("visibility", visibility);
        Map<String, Object> mention = new LinkedHashMap<>();
        mention.put("id", Long.toString(next++));
        mention.put("type", "mention");
        mention.put("created_at", status.get("created_at"));
        mention.put("status", status);
        mentions.add(mention);
        return String.valueOf(status.get("id"));
    }

    /** Newest first, between the two that are named. */
    private static List<Map<String, Object>> page(List<Map<String, Object>> all, String query) {
        long since = number(query, "since_id", 0);
        long max = number(query, "max_id", Long.MAX_VALUE);
        return all.reversed().stream()
                .filter(s -> Long.parseLong(String.valueOf(s.get("id"))) > since)
                .filter(s -> Long.parseLong(String.valueOf(s.get("id"))) < max)
                .limit(number(query, "limit", 20))
                .toList();
    }

    private static long number(String query, String name, long otherwise) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([0-9]+)").matcher(query);
        return found.find() ? Long.parseLong(found.group(1)) : otherwise;
    }

    private static String html(String text) {
        return "<p>"
                + text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replaceAll(
                                "@([\\w.]+)(?:@[\\w.:]+)?",
                                "<span class=\"h-card\"><a href=\"#\">@<span>$1</span></a></span>")
                        .replaceAll(
                                "(https?://)(\\S+)",
                                "<a href=\"$1$2\"><span class=\"invisible\">$1</span><span>$2</span></a>")
                        .replace("\n", "<br />")
                + "</p>";
    }

    List<Map<String, Object>> ours() {
        return statuses.values().stream().filter(s -> account(s).equals("7")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
