package org.lianxin.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A library by which apps of the fediverse are made ({@code src/test/clients}); each deed is a program of its own that says one line of JSON. */
public enum AppClient {
    MASTO("node", "masto.mjs"),
    MEGALODON("node", "megalodon.mjs"),
    MASTODON_PY("/usr/bin/python3", "client.py");

    private static final NodePackages PACKAGES = new NodePackages("clients");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String runner;
    private final String script;

    AppClient(String runner, String script) {
        this.runner = runner;
        this.script = script;
    }

    /** Why it cannot be run here; empty if it can. */
    public String missing() throws IOException, InterruptedException {
        if (this == MASTODON_PY) {
            return Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/mastodon"))
                    ? ""
                    : "Mastodon.py is not installed: apt install python3-mastodon, as ./lianxin test does where it may";
        }
        return PACKAGES.missing("masto.mjs", "megalodon.mjs");
    }

    /** Does one thing and answers with what it said; the test fails with its complaint if it did not end well. */
    public JsonNode does(String base, String token, String deed, String... words) {
        try {
            Path complaint = Files.createTempFile("client", ".log");
            Process process = start(complaint, base, token, deed, words);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean well = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
            String why = Files.readString(complaint);
            Files.delete(complaint);
            if (!well || said.isBlank()) {
                throw new AssertionError(this + " " + deed + " failed: " + said + why);
            }
            return JSON.readTree(said.lines().toList().getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(Path complaint, String base, String token, String deed, String... words) throws IOException {
        Path home = this == MASTODON_PY ? Path.of("src", "test", "clients") : PACKAGES.home();
        List<String> command = new ArrayList<>(
                Stream.of(runner, home.resolve(script).toAbsolutePath().toString(), base, token, deed)
                        .toList());
        // what is not ASCII does not come through where the machine has no language set
        Arrays.stream(words)
                .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"))
                .forEach(command::add);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectError(complaint.toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        return builder.start();
    }

    /** Listens to the stream of the person's own account until it is closed. */
    public Listening listens(String base, String token) throws IOException {
        return new Listening(start(Files.createTempFile("listening", ".log"), base, token, "listen"));
    }

    /** What it hears. */
    public static final class Listening implements AutoCloseable {
        private final Process process;
        private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

        private Listening(Process process) {
            this.process = process;
            Thread.ofVirtual().start(() -> {
                try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                    lines.lines().map(JSON::readTree).forEach(heard::add);
                } catch (IOException | UncheckedIOException ended) {
                    // with its process
                }
            });
        }

        public Optional<JsonNode> heard(Predicate<JsonNode> like) {
            return heard.stream().filter(like).findFirst();
        }

        public List<JsonNode> all() {
            return heard;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
