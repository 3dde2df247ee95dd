package org.lianxin.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lianxin.support.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated platform, a process of its own that nobody kills: its journal is the truth about what was taken. */
final class Simulated implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Path journal;
    private final int port = Ports.free();
    private final Rest rest = new Rest("http://127.0.0.1:" + port);
    private final Process process;

    private Simulated(String network, int speed, Path home) throws IOException {
        this.journal = home.resolve(network + "-journal.jsonl");
        this.process = process(network, port, journal, "--speed", Integer.toString(speed));
    }

    static Process process(String network, int port, Path journal, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "simulate",
                network,
                "--port",
                Integer.toString(port),
                "--journal",
                journal.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(journal.resolveSibling(network + ".log").toFile())
                .start();
    }

    /** {@code speed}: so many times as fast as the real clock. */
    static Simulated of(String network, int speed, Path home) throws IOException {
        Simulated far = new Simulated(network, speed, home);
        Waiting.until(
                Duration.ofSeconds(30),
                () -> "the simulator did not start",
                () -> far.rest.get("/sim/clock", "").done());
        return far;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    JsonNode tell(String path, Map<String, ?> what) {
        Rest.Answer answer = rest.send("POST", path, "", what);
        if (!answer.done()) {
            throw new AssertionError(path + ": " + answer);
        }
        return answer.body();
    }

    void noFaults() {
        rest.send("DELETE", "/sim/faults", "", null);
    }

    /** Lines of the journal of that kind. */
    List<JsonNode> lines(String kind) {
        try {
            return Journal.lines(journal).stream()
                    .map(JSON::readTree)
                    .filter(line -> line.path("kind").asString("").equals(kind))
                    .map(line -> line.path("is"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What things of that kind are in the end: each change of one is a line. */
    Collection<JsonNode> latest(String kind) {
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        lines(kind).forEach(line -> latest.put(line.path("id").asString(""), line));
        return latest.values();
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
