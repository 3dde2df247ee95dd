package org.lianxin.launch;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lianxin.launch.postgres.Refusal;

/**
 * The simulated networks of the demo: all in one process of their own that may outlive this one. The next start finds it by its note
 * ({@code simulators/address}) and goes on with it, or starts another on the same journals and, if they are free, at the same ports: some
 * addresses are kept with what was connected.
 */
final class Simulation implements AutoCloseable {
    static final List<String> NETWORKS = List.of("sandbox", "weibo", "wechat", "discourse", "website", "mastodon");

    private static final String NAME = "simulators";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<Integer> ports;
    private final long pid;
    private final Path log;

    private Simulation(List<Integer> ports, long pid, Path log) {
        this.ports = ports;
        this.pid = pid;
        this.log = log;
    }

    /** Does not wait until they answer; {@link #ready} does. */
    static Simulation start(DataFolder folder) {
        Path home = folder.root().resolve(NAME);
        try {
            Files.createDirectories(home);
            Optional<Simulation> left = noted(folder);
            if (left.isPresent() && left.get().isOurs() && left.get().answers()) {
                return left.get();
            }
            left.ifPresent(Simulation::end);
            List<Integer> ports = ports(left.orElse(null));
            Path log = folder.logs().resolve(NAME + ".log");
            Process process = new ProcessBuilder(command(ports, folder.root()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Files.writeString(home.resolve("address"), written(ports) + " " + process.pid() + "\n");
            return new Simulation(ports, process.pid(), log);
        } catch (IOException broken) {
            throw new Refusal("launch.folder.not-writable", home, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** Waits until all of them answer. */
    Simulation ready() {
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            while (!answers()) {
                if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty() || System.nanoTime() > end) {
                    throw new Refusal("launch.simulation.not-started", String.join(", ", NETWORKS), log);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return this;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Refusal("launch.interrupted").because(ended);
        }
    }

    static void endLeftOver(DataFolder folder) {
        noted(folder).ifPresent(Simulation::end);
    }

    private static Optional<Simulation> noted(DataFolder folder) {
        try {
            Path note = folder.root().resolve(NAME).resolve("address");
            String[] parts = Files.exists(note) ? Files.readString(note).strip().split(" ") : new String[0];
            if (parts.length != 2) {
                return Optional.empty();
            }
            List<Integer> ports =
                    Arrays.stream(parts[0].split(",")).map(Integer::valueOf).toList();
            return Optional.of(new Simulation(
                    ports, Long.parseLong(parts[1]), folder.logs().resolve(NAME + ".log")));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** This very program again, with the command {@code simulate}. */
    private static List<String> command(List<Integer> ports, Path root) {
        String path = System.getProperty("java.class.path");
        boolean one = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(one ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName()));
        command.addAll(List.of(words(ports).split(" ")));
        command.addAll(List.of("--journal", root.toString()));
        return command;
    }

    private static String words(List<Integer> ports) {
        return "simulate " + String.join(",", NETWORKS) + " --port " + written(ports);
    }

    private static String written(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    URI address(String network) {
        return URI.create("http://127.0.0.1:" + ports.get(NETWORKS.indexOf(network)));
    }

    /** In the order in which they are entered. */
    Map<String, URI> addresses() {
        Map<String, URI> all = new LinkedHashMap<>();
        NETWORKS.forEach(network -> all.put(network, address(network)));
        return all;
    }

    private boolean answers() {
        return ports.stream().allMatch(port -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException closed) {
                return false;
            }
        });
    }

    private boolean isOurs() {
        return ports.size() == NETWORKS.size()
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(p -> p.info().commandLine())
                        .filter(line -> line.contains(words(ports)))
                        .isPresent();
    }

    /** Those of the last time where nobody has taken them since. */
    private static List<Integer> ports(@Nullable Simulation last) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i : IntStream.range(0, NETWORKS.size()).toArray()) {
                held.add(hold(last == null || i >= last.ports.size() ? 0 : last.ports.get(i)));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static ServerSocket hold(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return socket;
    }

    private void end() {
        if (isOurs()) {
            ProcessHandle.of(pid).ifPresent(ended -> {
                ended.destroy();
                ended.onExit()
                        .orTimeout(5, TimeUnit.SECONDS)
                        .exceptionally(slow -> ended)
                        .join();
            });
        }
    }

    @Override
    public void close() {
        end();
    }
}
