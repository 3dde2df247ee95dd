package org.lianxin.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.launch.postgres.Folders;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code prepare}: starts the whole program on a folder that is thrown away, asks for a few pages and ends. The launcher runs it once after a
 * build with {@code -XX:AOTCacheOutput}, so that every later start finds its classes loaded and linked.
 */
record PrepareCommand(Options options) implements Command {
    private static final List<String> PAGES = List.of("/", "/units", "/ask", "/sign-in", "/health");

    @Override
    public int run(Terminal terminal) {
        Terminal.quietLogs();
        try {
            Path folder = Files.createTempDirectory("lianxin-prepare");
            try {
                start(new DataFolder(folder), terminal);
            } finally {
                Folders.delete(folder);
            }
            return 0;
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    private static void start(DataFolder folder, Terminal terminal) throws IOException {
        DataFolder.Hold hold = folder.hold();
        try (Installation installation = Installation.toServe(folder, hold, Optional.empty(), terminal.silent());
                ConfigurableApplicationContext program = installation.serve(
                        Map.of("server.port", 0, "server.address", "127.0.0.1", "logging.threshold.console", "OFF"))) {
            String port = program.getEnvironment().getRequiredProperty("local.server.port");
            HttpClient client = HttpClient.newHttpClient();
            for (String page : PAGES) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                                .build(),
                        BodyHandlers.discarding());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
