package org.lianxin.launch.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One PostgreSQL on one cluster: how it is launched, asked and stopped. */
final class Server {
    private static final int ROOM_FOR_LOG = 10 << 20;

    /** Why a launch failed: the port is taken, processes of an earlier postmaster are still about, or something else. */
    sealed interface Launch {
        record Ready(Postmaster postmaster) implements Launch {}

        record PortTaken() implements Launch {}

        record LeftOvers() implements Launch {}

        record Broken(String complaint) implements Launch {}
    }

    private final Path cluster;
    private final Path log;
    private final PostgresBinaries binaries;
    private final ServerUser user;
    private final ServerSettings settings;

    Server(Path cluster, Path log, PostgresBinaries binaries, ServerUser user, ServerSettings settings) {
        this.cluster = cluster;
        this.log = log;
        this.binaries = binaries;
        this.user = user;
        this.settings = settings;
    }

    /** Waits until it takes connections, however long recovery lasts, as long as the process lives. */
    Launch launch(int port, Progress progress) throws IOException, InterruptedException {
        dropStaleNote();
        long before = Files.exists(log) ? Files.size(log) : 0;
        // a session of its own, so that Ctrl-C in the terminal reaches the program first
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(user.command(commandLine(port)));
        var process = Programs.builder(command)
                .directory(cluster.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long began = System.nanoTime();
        long told = 1;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            var noted = Postmaster.noted(cluster).filter(postmaster -> postmaster.pid() == process.pid());
            if (noted.isPresent() && noted.get().ready()) return new Launch.Ready(noted.get());
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            if (seconds >= told) {
                progress.step("launch.postgres.recovering", seconds);
                told = seconds + 5;
            }
        }
        return failure(process.exitValue(), textSince(before));
    }

    private List<String> commandLine(int port) {
        var command = new ArrayList<>(List.of(
                binaries.program("postgres").toString(), "-D", cluster.toString(), "-p", Integer.toString(port)));
        command.addAll(settings.arguments());
        return command;
    }

    private static Launch failure(int code, String said) {
        if (said.contains("Address already in use")) return new Launch.PortTaken();
        if (said.contains("pre-existing shared memory block")
                || said.contains("lock file \"postmaster.pid\" already exists")) return new Launch.LeftOvers();
        return new Launch.Broken(new Programs.Answer(code, said).complaint());
    }

    /** PostgreSQL trusts its note when any process of ours bears the number; we looked closer. */
    private void dropStaleNote() throws IOException {
        var noted = Postmaster.noted(cluster);
        if (noted.isPresent()
                && !noted.get().runs()
                && Postmaster.leftOver(cluster).isEmpty()) Files.deleteIfExists(Postmaster.note(cluster));
    }

    /** Ends what an ended postmaster left behind; anything it had not committed is undone by recovery. */
    void endLeftOvers(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Postmaster.leftOver(cluster).isEmpty()) {
            if (System.nanoTime() > deadline) Postmaster.leftOver(cluster).forEach(ProcessHandle::destroyForcibly);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    Optional<Postmaster> noted() {
        return Postmaster.noted(cluster).filter(Postmaster::runs);
    }

    boolean startedAlike() {
        try {
            return Postmaster.startedWith(cluster).equals(Postmaster.quoted(commandLine(0)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it opens to our password; waits a while when it is still starting. */
    boolean answers(Postmaster postmaster, String password) throws InterruptedException {
        var address = DatabaseAddress.local(postmaster.port(), "postgres", password);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (postmaster.runs()) {
            try (var connection = address.connect("lianxin-launch")) {
                return connection.isValid(5);
            } catch (SQLException e) {
                boolean starting = "57P03".equals(e.getSQLState());
                if (!starting || System.nanoTime() > deadline) return false;
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        return false;
    }

    /** Cleanly first; at once when it does not come to an end. */
    void stop(Postmaster postmaster) throws InterruptedException {
        for (var signal : List.of("INT", "QUIT", "KILL")) {
            if (!postmaster.runs()) return;
            postmaster.signal(signal);
            long patience = signal.equals("INT") ? 30 : 5;
            long deadline = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
            while (postmaster.runs() && System.nanoTime() < deadline) TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Keeps the log and one older one, ten megabytes each; PostgreSQL appends, so that the file may be cut under it. */
    void boundLog() throws IOException {
        if (!Files.exists(log) || Files.size(log) < ROOM_FOR_LOG) return;
        Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(0);
        }
    }

    private String textSince(long position) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.min(position, file.length()));
            byte[] bytes = new byte[(int) Math.min(file.length() - file.getFilePointer(), 1 << 16)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
