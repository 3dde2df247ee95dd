package org.lianxin.simulators;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Calls a simulator as a client would, over HTTP. */
public final class Far implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-25T01:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;

    public Far(Simulator simulator) {
        this.simulator = simulator;
    }

    /** How a network is started. */
    @FunctionalInterface
    public interface Start {
        Simulator with(int port, Path journal, Function<Logbook, Clockwork> time) throws IOException;
    }

    /** A network whose time runs, with a journal that is not there yet. */
    public static Far of(Start network) {
        try {
            return new Far(network.with(
                    0, Files.createTempDirectory("far").resolve("journal.jsonl"), book -> Clockwork.running(null, 1)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** A network whose time stands unless it is told to go on, and whose journal lies in this folder. */
    public static Far in(Path folder, Start network) throws IOException {
        return new Far(network.with(0, folder.resolve("journal.jsonl"), book -> Clockwork.standing(START)));
    }

    /** Status 0: the connection ended without an answer. */
    public record Answer(int status, String body, String location, String simulated) {
        public JsonNode json() {
            return Logbook.JSON.readTree(body);
        }

        /** The error code, whether it came as a number or as a string; 0 if there is none. */
        public int code() {
            JsonNode code = json().path("error_code");
            return code.isMissingNode() ? 0 : Integer.parseInt(code.asString());
        }

        public String id() {
            return json().path("idstr").asString(json().path("id").asString(""));
        }
    }

    public String url() {
        return simulator.url();
    }

    public Equipment equipment() {
        return simulator.equipment();
    }

    public Answer get(String path, String... pairs) {
        return send(HttpRequest.newBuilder(URI.create(url() + path + (pairs.length == 0 ? "" : "?" + form(pairs)))));
    }

    public Answer form(String path, String[] pairs) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(pairs))));
    }

    public Answer post(String path, String... pairs) {
        return form(path, pairs);
    }

    /** JSON by hand: quotes are written as {@code '}. */
    public Answer json(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    public Answer upload(String path, String field, byte[] file, Map<String, String> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--mark\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--mark\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\"p.png\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--mark--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "multipart/form-data; boundary=mark")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    public void delete(String path) {
        send(HttpRequest.newBuilder(URI.create(url() + path)).DELETE());
    }

    /** Any address, as it is. */
    public Answer at(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    public void advance(String duration) {
        json("/sim/clock", "{'advance':'" + duration + "'}");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("Location").orElse(""),
                    answer.headers().firstValue("X-Simulated").orElse(""));
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        } catch (IOException hungUp) {
            return new Answer(0, "", "", "");
        }
    }

    private static String form(String... pairs) {
        return Stream.iterate(0, i -> i < pairs.length, i -> i + 2)
                .map(i -> pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        try {
            simulator.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
