package org.lianxin.launch.postgres;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.lianxin.launch.postgres.Server.Launch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that comes along, from start to {@link #close}. While it is open a postmaster runs on its cluster: one that an
 * earlier program left behind is adopted, one that dies is started again on the same port. The caller holds the lock on the data
 * folder; two of these on one home would end each other's servers.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String USER = "lianxin";
    public static final String DATABASE = "lianxin";
    public static final String APPLICATION = "lianxin";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Server server;
    private final String password;
    private final Thread watch;
    private final boolean adopted;
    private volatile Postmaster postmaster;
    private volatile boolean closing;

    private EmbeddedPostgres(Server server, String password, Postmaster postmaster, boolean adopted) {
        this.server = server;
        this.password = password;
        this.postmaster = postmaster;
        this.adopted = adopted;
        this.watch = Thread.ofPlatform().daemon().name("postmaster-watch").unstarted(this::keepAlive);
    }

    /** Programs and cluster side by side in one home, as in a data folder. */
    public static EmbeddedPostgres start(
            Path home, Path passwordFile, Path serverLog, ServerSettings settings, Progress progress) {
        return start(home, home, passwordFile, serverLog, settings, progress);
    }

    /**
     * @param wanted the home in which the cluster lies
     * @param programs where PostgreSQL's programs are unpacked
     * @param passwordFile made where missing, readable by its owner only
     * @param serverLog where PostgreSQL writes what it does
     * @throws Refusal where this machine or folder cannot carry a database
     */
    public static EmbeddedPostgres start(
            Path wanted, Path programs, Path passwordFile, Path serverLog, ServerSettings settings, Progress progress) {
        try {
            Files.createDirectories(wanted);
            Files.createDirectories(serverLog.toAbsolutePath().getParent());
            var binaries = PostgresBinaries.unpackedIn(programs.toAbsolutePath().normalize(), progress);
            return open(wanted.toRealPath(), binaries, passwordFile, serverLog, settings, progress);
        } catch (IOException e) {
            throw new Refusal("launch.folder.not-writable", wanted, Folders.reason(e)).because(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("launch.interrupted").because(e);
        }
    }

    private static EmbeddedPostgres open(
            Path home,
            PostgresBinaries binaries,
            Path passwordFile,
            Path serverLog,
            ServerSettings settings,
            Progress progress)
            throws IOException, InterruptedException {
        Path folder = home.resolve("data");
        var user = ServerUser.of(home, folder);
        var server = new Server(folder, serverLog, binaries, user, settings);
        var cluster = new Cluster(folder, passwordFile, binaries, user);

        var left = Postmaster.noted(folder).filter(Postmaster::runs);
        if (left.isPresent()) {
            progress.step("launch.postgres.found");
            var password = cluster.knownPassword();
            if (password.isPresent() && server.startedAlike() && server.answers(left.get(), password.get())) {
                var taken = new EmbeddedPostgres(server, password.get(), left.get(), true);
                taken.endForgottenSessions();
                return taken.watched();
            }
            server.stop(left.get());
        }
        server.endLeftOvers(Duration.ofSeconds(2));
        String password = cluster.prepare(progress);
        progress.step("launch.postgres.starting");
        var opened = new EmbeddedPostgres(server, password, firstLaunch(server, progress), false);
        return opened.watched();
    }

    private static Postmaster firstLaunch(Server server, Progress progress) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 20; attempt++) {
            switch (server.launch(freePort(), progress)) {
                case Launch.Ready ready -> {
                    return ready.postmaster();
                }
                case Launch.PortTaken taken -> log.info("port taken meanwhile: {}", taken);
                case Launch.LeftOvers left -> {
                    log.info("processes of an earlier PostgreSQL are still about: {}", left);
                    server.endLeftOvers(Duration.ofSeconds(1));
                }
                case Launch.Broken broken -> throw new Refusal("launch.postgres.not-started", broken.complaint());
            }
        }
        throw new Refusal("launch.postgres.not-started", "no free port, or processes that do not end");
    }

    private EmbeddedPostgres watched() {
        createDatabase();
        watch.start();
        return this;
    }

    /** The database of a program that runs on this home at this moment; empty where none does. */
    public static java.util.Optional<DatabaseAddress> running(Path home, Path passwordFile) {
        try {
            Path cluster = home.toRealPath().resolve("data");
            var postmaster = Postmaster.noted(cluster).filter(Postmaster::runs).filter(Postmaster::ready);
            if (postmaster.isEmpty() || !Files.exists(passwordFile)) return java.util.Optional.empty();
            return postmaster.map(p -> DatabaseAddress.local(p.port(), DATABASE, password(passwordFile)));
        } catch (IOException e) {
            throw new Refusal("launch.folder.not-writable", home, Folders.reason(e)).because(e);
        }
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refusal("launch.folder.not-writable", file, Folders.reason(e)).because(e);
        }
    }

    public DatabaseAddress address() {
        return address(DATABASE);
    }

    public DatabaseAddress address(String database) {
        return DatabaseAddress.local(postmaster.port(), database, password);
    }

    /** The process that has the database, by its own note: that is written before it answers, so who was answered reads no older number. */
    public long pid() {
        return server.noted().orElse(postmaster).pid();
    }

    /** Whether it was left running by an earlier program rather than started by this one. */
    public boolean adopted() {
        return adopted;
    }

    /** Stops PostgreSQL cleanly; everything acknowledged is on disk before and after. */
    @Override
    public void close() {
        if (closing) return;
        closing = true;
        try {
            watch.join(Duration.ofSeconds(15));
            server.stop(server.noted().orElse(postmaster));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops watching and leaves the postmaster running, as the sudden end of this program would. */
    void abandon() throws InterruptedException {
        closing = true;
        watch.join();
    }

    private void createDatabase() {
        try (var connection = address("postgres").connect("lianxin-launch");
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'");
            if (!found.next()) statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new Refusal("launch.postgres.not-started", String.valueOf(e.getMessage())).because(e);
        }
    }

    /** The program before us is dead, its sessions may not know yet: whatever they had not committed ends here. */
    private void endForgottenSessions() {
        try (var connection = address("postgres").connect("lianxin-launch");
                var statement = connection.prepareStatement("select pg_terminate_backend(pid, 5000)"
                        + " from pg_stat_activity where application_name = ? and pid <> pg_backend_pid()")) {
            statement.setString(1, APPLICATION);
            statement.execute();
        } catch (SQLException e) {
            log.warn("sessions of the earlier program could not be ended", e);
        }
    }

    private void keepAlive() {
        while (!closing) {
            try {
                if (postmaster.runs()) {
                    server.boundLog();
                    TimeUnit.MILLISECONDS.sleep(200);
                } else {
                    startAgain();
                }
            } catch (IOException e) {
                log.warn("watching PostgreSQL: {}", Folders.reason(e));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void startAgain() throws IOException, InterruptedException {
        int port = postmaster.port();
        log.warn("PostgreSQL (process {}) has ended; starting it again on port {}", postmaster.pid(), port);
        server.endLeftOvers(Duration.ofMillis(500));
        Launch launch = server.launch(port, (key, values) -> log.info("{} {}", key, values));
        if (launch instanceof Launch.Ready ready) {
            postmaster = ready.postmaster();
            log.info("PostgreSQL answers again, process {}", postmaster.pid());
        } else {
            log.warn("PostgreSQL did not start: {}; trying again", launch);
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Below the range from which outgoing connections take theirs, so that none can sit on it while PostgreSQL restarts. */
    private static int freePort() throws IOException {
        var random = new SecureRandom();
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = 20_000 + random.nextInt(12_000);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (BindException e) {
                log.debug("port {} is taken", port, e);
            }
        }
        throw new IOException("no free port between 20000 and 32000");
    }
}
