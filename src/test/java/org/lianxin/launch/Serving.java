package org.lianxin.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianxin.launch.postgres.Postmaster;
import org.lianxin.support.Ports;

/**
 * The program in service as an operator starts it: a process of its own on a data folder, started again with the very same words, and its
 * PostgreSQL. Both can be killed as {@code kill -9} does it.
 */
final class Serving implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final DataFolder folder;
    private final Path log;
    private final int port = Ports.free();
    private final Map<String, String> settings;
    private Process process;

    private Serving(Path home, Map<String, String> settings) {
        this.folder = new DataFolder(home.resolve("data"));
        this.log = home.resolve("terminal.log");
        this.settings = settings;
    }

    static Serving in(Path home, Map<String, String> settings) throws IOException {
        Serving serving = new Serving(home, settings);
        serving.start();
        return serving;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    DataFolder folder() {
        return folder;
    }

    /** Starts it and does not wait. */
    void start() throws IOException {
        process = starting(port)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true)
                .start();
    }

    /** The command with which it is started; {@code lianxin.kill.program} names the launcher, else it is this build's classes. */
    ProcessBuilder starting(int onPort) {
        List<String> command = new ArrayList<>();
        String launcher = System.getProperty("lianxin.kill.program", "");
        if (launcher.isEmpty()) {
            String path = Arrays.stream(
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                    .split(":"))
                    .filter(entry -> !entry.endsWith("test-classes"))
                    .collect(Collectors.joining(":"));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-Dfile.encoding=UTF-8",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    path,
                    Main.class.getName()));
        } else {
            command.add(launcher);
        }
        command.addAll(List.of("serve", "--data", folder.root().toString(), "--port", Integer.toString(onPort)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LIANXIN_") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("LIANXIN_PUBLIC_URL", address());
        builder.environment().putAll(settings);
        return builder;
    }

    /** Waits until it answers; how long since {@code from} that took. */
    Duration untilItAnswers(long from) throws IOException {
        Rest rest = new Rest(address());
        Waiting.until(LONGEST, () -> "no answer; the terminal said " + said(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the program ended by itself: " + said());
            }
            return rest.get("/health", "").status() == 200;
        });
        return Duration.ofNanos(System.nanoTime() - from);
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void killProgram() {
        process.destroyForcibly();
    }

    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("a killed process still lives");
        }
    }

    Optional<Postmaster> postmaster() {
        return Postmaster.noted(folder.cluster()).filter(Postmaster::runs);
    }

    /** The postmaster and everything it has started. */
    List<ProcessHandle> database() {
        return postmaster()
                .flatMap(p -> ProcessHandle.of(p.pid()))
                .map(p -> Stream.concat(Stream.of(p), p.descendants()).toList())
                .orElse(List.of());
    }

    /** Ends all of it; the folder is left. */
    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        database().forEach(ProcessHandle::destroyForcibly);
    }
}
