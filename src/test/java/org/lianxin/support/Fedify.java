package org.lianxin.support;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of the fediverse made with Fedify ({@code src/test/fedify}), with one person, on this machine. */
public final class Fedify implements AutoCloseable {
    private static final NodePackages PACKAGES = new NodePackages("fedify");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedWriter to;
    private final List<JsonNode> said = new CopyOnWriteArrayList<>();
    private final String base;

    private Fedify(Process process, String base) {
        this.process = process;
        this.base = base;
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    said.add(JSON.readTree(line));
                } catch (JacksonException chatter) {
                    // what libraries print
                }
            }
        } catch (IOException ended) {
            // with its process
        }
    }

    /** Why there can be none here; empty if there can. */
    public static String missing() throws IOException, InterruptedException {
        return PACKAGES.missing("peer.mjs");
    }

    public static Fedify start() throws IOException, InterruptedException {
        int port = Ports.free();
        Process process = new ProcessBuilder(
                        "node", PACKAGES.home().resolve("peer.mjs").toString(), Integer.toString(port))
                .directory(PACKAGES.home().toFile())
                .redirectError(PACKAGES.home().resolve("log").toFile())
                .start();
        Fedify fedify = new Fedify(process, "http://localhost:" + port);
        Snac.await(
                "Fedify is ready", () -> fedify.said(line -> line.has("ready")).isPresent());
        return fedify;
    }

    public String actor() {
        return base + "/users/mei";
    }

    public void command(Map<String, String> command) throws IOException {
        to.write(JSON.writeValueAsString(command));
        to.newLine();
        to.flush();
    }

    /** The first line it said that is like this. */
    public Optional<JsonNode> said(Predicate<JsonNode> like) {
        return said.stream().filter(like).findFirst();
    }

    public Optional<JsonNode> heard(String type) {
        return said(line -> line.path("heard").asString("").equals(type));
    }

    public List<JsonNode> all() {
        return said;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
