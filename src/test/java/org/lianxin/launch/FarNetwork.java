package org.lianxin.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lianxin.support.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox, a process of its own that nobody kills: its journal is the truth about what was sent. */
final class FarNetwork implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Path journal;
    private final int port = Ports.free();
    private final Rest rest = new Rest("http://127.0.0.1:" + port);
    private final Process process;

    private FarNetwork(Path home) throws IOException {
        this.journal = home.resolve("journal.jsonl");
        this.process = Simulated.process("sandbox", port, journal);
    }

    static FarNetwork in(Path home) throws IOException {
        FarNetwork far = new FarNetwork(home);
        Waiting.until(
                Duration.ofSeconds(30),
                () -> "the sandbox did not start",
                () -> far.rest.get("/faults", "").done());
        return far;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** For the next {@code calls} calls; {@code account} empty: whoever is next. */
    void fault(String kind, int calls, long milliseconds, String account) {
        Rest.Answer answer = rest.send(
                "POST", "/faults", "", Map.of("fault", kind, "next", calls, "ms", milliseconds, "account", account));
        if (answer.status() != 201) {
            throw new AssertionError("the sandbox takes no script: " + answer);
        }
    }

    /** Whether the calls came for which such a fault was meant. */
    boolean isUsedUp(String kind) {
        Rest.Answer script = rest.get("/faults", "");
        return script.done() && !script.text().contains("\"" + kind.toUpperCase(Locale.ROOT) + "\"");
    }

    void noFaults() {
        rest.send("DELETE", "/faults", "", null);
    }

    /** Every line of the journal that says something was taken. */
    List<JsonNode> taken() {
        try {
            return Journal.lines(journal).stream()
                    .map(JSON::readTree)
                    .filter(line -> line.path("event").asString("").equals("taken"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether it has taken this delivery. */
    boolean has(long delivery) {
        try {
            return String.join("\n", Journal.lines(journal)).contains("\"reference\":\"" + delivery + "\"");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
