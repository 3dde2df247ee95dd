package org.lianxin.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.lianxin.launch.postgres.Folders;

/** Where the program under test lives: below {@code target}, under this process's number. What a test that was killed itself left running is ended by the next. */
final class Homes {
    private static final Path ROOT = Path.of("target", "kill").toAbsolutePath();

    private Homes() {}

    static synchronized Path fresh(String name) throws IOException {
        Files.createDirectories(ROOT);
        try (var homes = Files.list(ROOT)) {
            for (Path home : homes.toList()) {
                if (ProcessHandle.of(Long.parseLong(home.getFileName().toString()))
                        .isEmpty()) {
                    clear(home);
                }
            }
        }
        Path home = Files.createDirectories(
                ROOT.resolve(Long.toString(ProcessHandle.current().pid())).resolve(name));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(home), "end-kill-tests"));
        return home;
    }

    /** The database goes, logs and journal stay until the next time. */
    static void lay(Path home) throws IOException {
        end(home);
        Path logs = home.resolve("data").resolve("logs");
        if (Files.exists(logs)) {
            Files.move(logs, home.resolve("logs"));
        }
        Folders.delete(home.resolve("data"));
    }

    private static void clear(Path home) {
        end(home);
        try {
            Folders.delete(home);
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
    }

    /** Programs, sandboxes and postmasters name their folder on their command line; the first to go is who would start another again. */
    private static void end(Path home) {
        for (String kind : new String[] {" serve ", " simulate ", "postgres"}) {
            ProcessHandle.allProcesses()
                    .filter(p -> p.pid() != ProcessHandle.current().pid())
                    .filter(p -> p.info()
                            .commandLine()
                            .filter(line -> line.contains(home + "/") && line.contains(kind))
                            .isPresent())
                    .forEach(p -> {
                        p.destroyForcibly();
                        p.onExit().orTimeout(20, TimeUnit.SECONDS).join();
                    });
        }
    }
}
