package org.lianxin.launch.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's first process, as its note {@code postmaster.pid} names it. The note may be stale: ask {@link #runs}. */
public record Postmaster(Path cluster, long pid, int port, boolean ready) {

    /** What the note in a cluster says; empty where there is none or it is still being written. */
    public static Optional<Postmaster> noted(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(note(cluster), StandardCharsets.ISO_8859_1);
            if (lines.size() < 4) return Optional.empty();
            boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
            return Optional.of(new Postmaster(
                    cluster,
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip()),
                    ready));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Path note(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Whether the process noted is alive and is PostgreSQL on this very cluster, not another that got its number since. */
    public boolean runs() {
        return isAlive(pid) && isPostgresOn(cluster, pid);
    }

    void signal(String name) throws InterruptedException {
        Programs.run(List.of("sh", "-c", "kill -" + name + " " + pid), "", 10);
    }

    /** The command line it was started with, the port left out. */
    static String startedWith(Path cluster) throws IOException {
        return withoutPort(Files.readString(cluster.resolve("postmaster.opts"), StandardCharsets.UTF_8)
                .strip());
    }

    static String quoted(List<String> command) {
        var line = new StringBuilder(command.getFirst());
        for (String argument : command.subList(1, command.size()))
            line.append(" \"").append(argument).append('"');
        return withoutPort(line.toString());
    }

    private static String withoutPort(String line) {
        return line.replaceFirst("\"-p\" \"\\d+\"", "");
    }

    /** Processes that outlived their postmaster; they still hold its shared memory. */
    static List<ProcessHandle> leftOver(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> isAlive(process.pid()) && worksIn(cluster, process.pid()))
                .toList();
    }

    /** An {@code initdb} at work on this folder whose program is gone, and the servers by which it works. */
    static List<ProcessHandle> making(Path part) {
        return ProcessHandle.allProcesses()
                .filter(process -> isAlive(process.pid())
                        && (worksIn(part, process.pid())
                                || command(process.pid()).contains("--pgdata=" + part)))
                .toList();
    }

    private static boolean worksIn(Path cluster, long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                            .equals(cluster)
                    && Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                            .strip()
                            .equals("postgres");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPostgresOn(Path cluster, long pid) {
        List<String> command = command(pid);
        return !command.isEmpty() && command.getFirst().endsWith("/postgres") && command.contains(cluster.toString());
    }

    /** Empty where the process is gone or not ours to look at. */
    private static List<String> command(long pid) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8)
                    .split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A dead process that nobody has buried yet (state Z) is not alive. */
    private static boolean isAlive(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            char state = status.charAt(status.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return ProcessHandle.of(pid).isPresent();
        }
    }
}
