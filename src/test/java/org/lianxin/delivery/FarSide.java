package org.lianxin.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The sandbox network as it runs in the demo: a process of its own, on a free port, with a journal that a test reads. */
final class FarSide implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path journal;
    private final HttpClient http = HttpClient.newHttpClient();

    private FarSide(Process process, int port, Path journal) {
        this.process = process;
        this.port = port;
        this.journal = journal;
    }

    /** @param standing lines of a journal that is there already */
    static FarSide start(List<String> standing) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path journal = Files.createTempDirectory("sandbox").resolve("journal.jsonl");
        Files.write(journal, standing);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.lianxin.simulators.Sandbox",
                        "--port",
                        Integer.toString(port),
                        "--journal",
                        journal.toString())
                .redirectErrorStream(true)
                .redirectOutput(journal.resolveSibling("out.log").toFile())
                .start();
        FarSide side = new FarSide(process, port, journal);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!side.answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(
                        "the sandbox did not start: " + Files.readString(journal.resolveSibling("out.log")));
            }
            LockSupport.parkNanos(20_000_000);
        }
        return side;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void fault(String kind, int next, long milliseconds, String account) {
        send(
                "POST",
                "/faults",
                "{\"fault\":\"%s\",\"next\":%d,\"ms\":%d,\"account\":\"%s\"}"
                        .formatted(kind, next, milliseconds, account));
    }

    String send(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .header("Authorization", "Bearer sandbox")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    /** What the network has taken of this account, as written in its journal. */
    List<String> taken(String account) {
        try {
            return Files.readAllLines(journal).stream()
                    .filter(l -> l.contains("\"taken\"") && l.contains("\"account\":\"" + account + "\""))
                    .toList();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    String timeline(String account) {
        return send("GET", "/accounts/" + account + "/timeline", "");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
