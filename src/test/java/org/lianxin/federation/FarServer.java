package org.lianxin.federation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.lianxin.federation.signature.Claim;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.federation.signature.Signatures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Another server of the fediverse on this machine: its people, their keys, what they say to us and what they hear. */
final class FarServer implements AutoCloseable {
    private static final AtomicLong NUMBER = new AtomicLong();

    /** What came to an inbox of it. */
    record Heard(String path, Map<String, String> headers, ObjectNode body) {}

    final List<Heard> heard = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<String, KeyPair> keys = new ConcurrentHashMap<>();

    /** What documents it shows beside its people; null: it is gone. */
    final Map<String, ObjectNode> documents = new HashMap<>();

    /** Answers of another kind, by path. */
    final Map<String, Raw> raws = new HashMap<>();

    record Raw(int status, String type, String location, byte[] body) {}

    /** What its inboxes answer. */
    volatile Function<Heard, Integer> answers = heard -> 202;

    /** What happens before it shows a document. */
    volatile Showing showing = path -> {};

    interface Showing {
        void of(String path) throws InterruptedException;
    }

    volatile String retryAfter = "";
    volatile boolean shared = true;
    private final HttpServer server;
    private final int ours;

    /** @param ours the port at which we listen */
    FarServer(int ours) throws IOException {
        this.ours = ours;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String actor(String name) {
        keys.computeIfAbsent(name, n -> Rsa.fresh());
        return base() + "/users/" + name;
    }

    String id() {
        return base() + "/said/" + NUMBER.incrementAndGet();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int status = 404;
        byte[] body = new byte[0];
        if (exchange.getRequestMethod().equals("POST")) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Heard one = new Heard(path, headers, Json.read(bytes).orElseThrow());
            headers.put("raw", new String(bytes, StandardCharsets.UTF_8));
            status = answers.apply(one);
            if (status / 100 == 2) {
                heard.add(one);
            }
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
        } else if (raws.containsKey(path)) {
            Raw raw = raws.get(path);
            asked.add(path);
            status = raw.status();
            body = raw.body();
            exchange.getResponseHeaders().set("Content-Type", raw.type());
            if (!raw.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", raw.location());
            }
        } else {
            asked.add(path);
            try {
                showing.of(path);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            JsonNode document = documents.containsKey(path) ? documents.get(path) : person(path);
            status = document == null ? documents.containsKey(path) ? 410 : 404 : 200;
            body = document == null ? body : Json.bytes(document);
            exchange.getResponseHeaders().set("Content-Type", "application/activity+json");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private ObjectNode person(String path) {
        String name = path.replaceFirst("^/users/", "");
        KeyPair pair = keys.get(name);
        return pair == null ? null : person(name, pair);
    }

    ObjectNode person(String name, KeyPair pair) {
        String id = actor(name);
        ObjectNode person = Json.object();
        person.put("@context", "https://www.w3.org/ns/activitystreams");
        person.put("id", id).put("type", "Person").put("preferredUsername", name);
        person.put("inbox", id + "/inbox").put("outbox", id + "/outbox");
        if (shared) {
            person.putObject("endpoints").put("sharedInbox", base() + "/inbox");
        }
        person.putObject("publicKey")
                .put("id", id + "#main-key")
                .put("owner", id)
                .put("publicKeyPem", Rsa.pem(pair.getPublic()));
        return person;
    }

    ObjectNode activity(String type, String name, Object object) {
        ObjectNode activity = Json.object();
        activity.put("@context", "https://www.w3.org/ns/activitystreams");
        activity.put("id", id()).put("type", type).put("actor", actor(name));
        if (object instanceof JsonNode node) {
            activity.set("object", node);
        } else {
            activity.put("object", object.toString());
        }
        return activity;
    }

    /** A public note of somebody, answering something or naming somebody. */
    ObjectNode note(String name, String html, String inReplyTo, String mentioned) {
        ObjectNode note = Json.object();
        note.put("id", id())
                .put("type", "Note")
                .put("attributedTo", actor(name))
                .put("content", html);
        note.put("published", "2026-11-25T01:00:00Z");
        note.putArray("to").add("https://www.w3.org/ns/activitystreams#Public");
        if (!inReplyTo.isEmpty()) {
            note.put("inReplyTo", inReplyTo);
        }
        if (!mentioned.isEmpty()) {
            note.putArray("cc").add(mentioned);
            note.putArray("tag").addObject().put("type", "Mention").put("href", mentioned);
        }
        return note;
    }

    /** Brings it to our shared inbox, signed by that person; the status. */
    int say(String name, ObjectNode activity) {
        return say(Signatures.CAVAGE, name, Json.bytes(activity));
    }

    int say(Signatures form, String name, byte[] body) {
        return send(signed(form, name, body, Instant.now()));
    }

    Exchange signed(Signatures form, String name, byte[] body, Instant at) {
        Exchange request = new Exchange(
                "POST",
                URI.create("http://localhost:8080/ap/inbox"),
                Map.of("content-type", "application/activity+json"),
                body);
        return request.with(
                form.sign(request, actor(name) + "#main-key", keys.get(name).getPrivate(), at));
    }

    /** Sends a request as it is; the status. */
    int send(Exchange request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + ours + request.target().getRawPath()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
            request.headers().forEach((name, value) -> {
                if (!name.equals("host")) {
                    builder.header(name, value);
                }
            });
            return client.send(builder.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<ObjectNode> heard(String type) {
        return heard.stream().map(Heard::body).filter(b -> Json.is(b, type)).toList();
    }

    /** Whether what was heard is signed by the actor it speaks for, as that actor's document says. */
    boolean proven(Heard one, String pem) throws Claim.Unfit {
        Exchange request = new Exchange(
                "POST",
                URI.create(base() + one.path()),
                one.headers(),
                one.headers().get("raw").getBytes(StandardCharsets.UTF_8));
        return Signatures.read(request, Instant.now()).holds(Rsa.read(pem).orElseThrow());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
