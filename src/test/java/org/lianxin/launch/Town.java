package org.lianxin.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianxin.audit.Verifier;
import org.lianxin.launch.postgres.Folders;
import org.springframework.context.ConfigurableApplicationContext;

/** A small installation, served in this process from a folder of its own as {@code serve} does it, beside which commands are run. */
final class Town implements AutoCloseable {
    private static final Path ROOT = Path.of("target", "towns").toAbsolutePath();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final DataFolder folder;
    private final Installation installation;
    private final ConfigurableApplicationContext program;

    private Town(DataFolder folder, Map<String, Object> more) {
        this.folder = folder;
        DataFolder.Hold hold = folder.hold();
        this.installation = Installation.toServe(folder, hold, Optional.empty(), Spoken.nowhere());
        Map<String, Object> settings = new HashMap<>(Map.of(
                "server.port",
                0,
                "server.address",
                "127.0.0.1",
                "lianxin.public-url",
                "http://shifan.example",
                "lianxin.sign-in.memory-kib",
                64,
                "logging.threshold.console",
                "OFF"));
        settings.putAll(more);
        this.program = installation.serve(settings);
    }

    /** An empty folder for one test class; what an earlier run left there is deleted. */
    static Path land(String name) throws IOException {
        Path land = ROOT.resolve(name);
        Folders.delete(land);
        return Files.createDirectories(land);
    }

    static Town in(Path folder) {
        return in(folder, Map.of());
    }

    /** With settings of its own. */
    static Town in(Path folder, Map<String, Object> more) {
        return new Town(new DataFolder(folder), more);
    }

    ConfigurableApplicationContext program() {
        return program;
    }

    Path root() {
        return folder.root();
    }

    Installation installation() {
        return installation;
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        URI address = URI.create(
                "http://127.0.0.1:" + program.getEnvironment().getRequiredProperty("local.server.port") + path);
        return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Waits until every entry is in the chain. */
    void untilSealed() {
        Verifier verifier = program.getBean(Verifier.class);
        Waiting.until(
                Duration.ofSeconds(30),
                () -> "not sealed: " + verifier.verify(),
                () -> verifier.verify().unsealed() == 0);
    }

    @Override
    public void close() {
        program.close();
        installation.close();
    }

    /** What a command said and how it ended. */
    record Spoken(int status, String said) {

        /** Runs a command of the program in this process, in English. */
        static Spoken by(Object... words) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            int status = Main.run(
                    List.of(words).stream().map(Object::toString).toList(), new Terminal(print, print, Locale.ENGLISH));
            return new Spoken(status, bytes.toString(StandardCharsets.UTF_8));
        }

        static Terminal nowhere() {
            PrintStream nothing =
                    new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            return new Terminal(nothing, nothing, Locale.ENGLISH);
        }
    }
}
