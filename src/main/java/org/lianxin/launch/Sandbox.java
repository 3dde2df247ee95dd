package org.lianxin.launch;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lianxin.launch.postgres.Refusal;

/**
 * The scripted network of the demo, a process of its own that may outlive this one: the next start finds it by its note
 * ({@code sandbox/address}) and goes on with it, or starts another on the same journal.
 */
final class Sandbox implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final int port;
    private final long pid;

    private Sandbox(int port, long pid) {
        this.port = port;
        this.pid = pid;
    }

    static Sandbox start(DataFolder folder) {
        Path home = folder.root().resolve("sandbox");
        Path note = home.resolve("address");
        try {
            Files.createDirectories(home);
            Optional<Sandbox> left = noted(folder);
            if (left.isPresent() && left.get().isOurs() && left.get().answers()) {
                return left.get();
            }
            left.ifPresent(Sandbox::close);
            int port = freePort();
            Process process = new ProcessBuilder(command(port, home.resolve("journal.jsonl")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.logs().resolve("sandbox.log").toFile()))
                    .start();
            Sandbox started = new Sandbox(port, process.pid());
            Files.writeString(note, port + " " + process.pid() + "\n");
            long end = System.nanoTime() + LONGEST.toNanos();
            while (!started.answers()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new Refusal(
                            "launch.sandbox.not-started", folder.logs().resolve("sandbox.log"));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return started;
        } catch (IOException broken) {
            throw new Refusal("launch.folder.not-writable", home, String.valueOf(broken.getMessage())).because(broken);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Refusal("launch.interrupted").because(ended);
        }
    }

    static void endLeftOver(DataFolder folder) {
        noted(folder).ifPresent(Sandbox::close);
    }

    private static Optional<Sandbox> noted(DataFolder folder) {
        try {
            Path note = folder.root().resolve("sandbox").resolve("address");
            if (!Files.exists(note)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(note).strip().split(" ");
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new Sandbox(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** This very program again, with the command {@code simulate}. */
    static List<String> command(int port, Path journal) {
        String path = System.getProperty("java.class.path");
        boolean one = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(one ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName()));
        command.addAll(
                List.of("simulate", "sandbox", "--port", Integer.toString(port), "--journal", journal.toString()));
        return command;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    Map<String, String> settings() {
        return Map.of("lianxin.sandbox.url", address());
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private boolean isOurs() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(p -> p.info().commandLine())
                .filter(line -> line.contains("simulate sandbox --port " + port))
                .isPresent();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (isOurs()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }
}
