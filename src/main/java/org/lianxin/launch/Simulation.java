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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lianxin.launch.postgres.Refusal;

/**
 * A simulated network of the demo, a process of its own that may outlive this one: the next start finds it by its note
 * ({@code <name>/address}) and goes on with it, or starts another on the same journal.
 */
final class Simulation implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final String name;
    private final int port;
    private final long pid;

    private Simulation(String name, int port, long pid) {
        this.name = name;
        this.port = port;
        this.pid = pid;
    }

    static Simulation start(String name, DataFolder folder) {
        Path home = folder.root().resolve(name);
        Path note = home.resolve("address");
        try {
            Files.createDirectories(home);
            Optional<Simulation> left = noted(name, folder);
            if (left.isPresent() && left.get().isOurs() && left.get().answers()) {
                return left.get();
            }
            left.ifPresent(Simulation::close);
            int port = freePort();
            Process process = new ProcessBuilder(command(name, port, home.resolve("journal.jsonl")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.logs().resolve(name + ".log").toFile()))
                    .start();
            Simulation started = new Simulation(name, port, process.pid());
            Files.writeString(note, port + " " + process.pid() + "\n");
            long end = System.nanoTime() + LONGEST.toNanos();
            while (!started.answers()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new Refusal(
                            "launch.simulation.not-started", name, folder.logs().resolve(name + ".log"));
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

    static void endLeftOver(String name, DataFolder folder) {
        noted(name, folder).ifPresent(Simulation::close);
    }

    private static Optional<Simulation> noted(String name, DataFolder folder) {
        try {
            Path note = folder.root().resolve(name).resolve("address");
            if (!Files.exists(note)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(note).strip().split(" ");
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new Simulation(name, Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** This very program again, with the command {@code simulate}. */
    static List<String> command(String name, int port, Path journal) {
        String path = System.getProperty("java.class.path");
        boolean one = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(one ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName()));
        command.addAll(List.of("simulate", name, "--port", Integer.toString(port), "--journal", journal.toString()));
        return command;
    }

    String address() {
        return "http://127.0.0.1:" + port;
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
                .filter(line -> line.contains("simulate " + name + " --port " + port))
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
