package org.lianxin.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.EmbeddedPostgres;
import org.lianxin.launch.postgres.Folders;
import org.lianxin.launch.postgres.Postmaster;
import org.lianxin.launch.postgres.Progress;
import org.lianxin.launch.postgres.ServerSettings;

/**
 * The one PostgreSQL of this JVM, with all migrations in a template. {@link #freshDatabase} copies it in milliseconds, so no test sees
 * another's rows. Everything lies below {@code target} and goes with the JVM; what a killed JVM left is swept by the next.
 */
public final class TestPostgres {
    private static final Path ROOT = Path.of("target", "test-data").toAbsolutePath();
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedPostgres postgres;
    private final Path home;

    private static final class Holder {
        static final TestPostgres ONE = start();
    }

    private TestPostgres(EmbeddedPostgres postgres, Path home) {
        this.postgres = postgres;
        this.home = home;
    }

    /** A new database with every migration applied and nothing else in it. */
    public static DatabaseAddress freshDatabase() {
        String name = "fresh_" + NUMBER.incrementAndGet();
        var one = Holder.ONE;
        one.execute("create database " + name + " template " + TEMPLATE);
        return one.postgres.address(name);
    }

    /** A new empty data folder, for keys, media and whatever else a program keeps outside the database. */
    public static Path freshDataFolder() {
        try {
            return Files.createDirectories(Holder.ONE.home.resolve("data-" + NUMBER.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestPostgres start() {
        try {
            sweep();
            Path home = Files.createDirectories(
                    ROOT.resolve(Long.toString(ProcessHandle.current().pid())));
            Path programs = Files.createDirectories(ROOT.resolveSibling("postgres-programs"));
            var postgres = EmbeddedPostgres.start(
                    home.resolve("postgres"),
                    programs,
                    home.resolve("keys").resolve("database"),
                    home.resolve("postgres.log"),
                    ServerSettings.forgetful(),
                    Progress.silent());
            var one = new TestPostgres(postgres, home);
            Runtime.getRuntime().addShutdownHook(new Thread(one::remove, "remove-test-postgres"));
            one.migrate();
            return one;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void migrate() {
        execute("create database " + TEMPLATE);
        var address = postgres.address(TEMPLATE);
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration")
                .defaultSchema("flyway")
                .createSchemas(true)
                .outOfOrder(true)
                .load()
                .migrate();
    }

    private void execute(String sql) {
        try (var connection = postgres.address("postgres").connect("tests");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void remove() {
        postgres.close();
        try {
            Folders.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep() throws IOException {
        Files.createDirectories(ROOT);
        try (var homes = Files.list(ROOT)) {
            for (Path home : homes.toList()) {
                long owner = Long.parseLong(home.getFileName().toString());
                if (ProcessHandle.of(owner).isPresent()) continue;
                Postmaster.noted(home.resolve("postgres").resolve("data"))
                        .filter(Postmaster::runs)
                        .flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
                        .ifPresent(process -> {
                            process.destroyForcibly();
                            process.onExit().join();
                        });
                Folders.delete(home);
            }
        }
    }
}
