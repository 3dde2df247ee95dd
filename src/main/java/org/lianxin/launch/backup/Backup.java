package org.lianxin.launch.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.lianxin.kernel.Hash;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.Progress;
import org.lianxin.launch.postgres.Refusal;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of one installation: {@code tables/<schema.table>.gz} from one snapshot, {@code media/}, {@code audit/head}, and {@code backup.json}, written last,
 * so that a copy without it is no backup. The key is never inside: without it the personal data in the copy cannot be read.
 */
public final class Backup {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTE = "backup.json";

    private final Path place;

    public Backup(Path place) {
        this.place = place.toAbsolutePath().normalize();
    }

    /** What stands in {@code backup.json}. {@code key}: SHA-256 of the key that belongs to it. */
    record Note(Instant at, String key, List<String> migrations, Map<String, Tables.Copy> tables, Map<String, Long> sequences, String publicUrl) {}

    /** Beside a running program or alone. {@code key}: a file for the key, apart from the copy, or null for none. */
    public long take(DatabaseAddress database, Path data, @org.jspecify.annotations.Nullable Path key, Progress progress) {
        try {
            if (Files.exists(place) && !isEmpty(place)) {
                throw new Refusal("launch.backup.not-empty", place);
            }
            Files.createDirectories(place.resolve("tables"));
            // the head first: it may be older than the snapshot, never newer
            copyIfThere(data.resolve("audit").resolve("head"), place.resolve("audit").resolve("head"));
            progress.step("launch.backup.database");
            Map<String, Tables.Copy> copies = new TreeMap<>();
            List<String> migrations;
            Map<String, Long> sequences;
            try (Connection connection = database.connect("lianxin-backup")) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                Tables tables = new Tables(connection);
                migrations = tables.migrations();
                for (String table : tables.names()) {
                    copies.put(table, tables.out(table, file(table)));
                }
                sequences = tables.sequences();
                connection.rollback();
            }
            progress.step("launch.backup.media");
            copyFolder(data.resolve("media"), place.resolve("media"));
            Path master = data.resolve("keys").resolve("master");
            if (key != null) {
                Files.createDirectories(key.toAbsolutePath().getParent());
                Files.deleteIfExists(key);
                Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(key, Files.readAllBytes(master));
            }
            Path url = data.resolve("public-url");
            Note note = new Note(
                    database(database), fingerprint(master), migrations, copies, sequences, Files.exists(url) ? Files.readString(url).strip() : "");
            Path part = place.resolve(NOTE + ".part");
            Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(note));
            Files.move(part, place.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
            return copies.values().stream().mapToLong(Tables.Copy::rows).sum();
        } catch (IOException | SQLException broken) {
            throw new Refusal("launch.backup.failed", place, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    private static Instant database(DatabaseAddress address) throws SQLException {
        try (Connection connection = address.connect("lianxin-backup");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select timeofday()::timestamptz")) {
            row.next();
            return row.getObject(1, java.time.OffsetDateTime.class).toInstant();
        }
    }

    /** Refuses a copy that is incomplete or changed, or a key that is another's; nothing has been written then. */
    public void check(Path key) {
        try {
            if (!Files.exists(place.resolve(NOTE))) {
                throw new Refusal("launch.restore.no-backup", place);
            }
            if (!Files.exists(key) || !fingerprint(key).equals(note().key())) {
                throw new Refusal("launch.restore.wrong-key", key);
            }
            for (var copy : note().tables().entrySet()) {
                if (!Files.exists(file(copy.getKey())) || !Tables.matches(copy.getValue(), file(copy.getKey()))) {
                    throw new Refusal("launch.restore.damaged", copy.getKey());
                }
            }
        } catch (IOException broken) {
            throw new Refusal("launch.restore.failed", place, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** Puts keys and media into an empty data folder; the database follows with {@link #intoDatabase}. */
    public void intoFolder(Path data, Path key) {
        try {
            Path keys = data.resolve("keys");
            if (!Files.exists(keys)) {
                Files.createDirectories(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path master = keys.resolve("master");
            Files.createFile(master, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(master, Files.readAllBytes(key));
            copyFolder(place.resolve("media"), data.resolve("media"));
            copyIfThere(place.resolve("audit").resolve("head"), data.resolve("audit").resolve("head"));
            if (!note().publicUrl().isEmpty()) {
                Files.writeString(data.resolve("public-url"), note().publicUrl() + "\n");
            }
        } catch (IOException broken) {
            throw new Refusal("launch.restore.failed", data, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** All or nothing, in one transaction, into a database that has no tables yet. Returns the number of rows. */
    public long intoDatabase(DatabaseAddress database, Progress progress) {
        try {
            Note note = note();
            progress.step("launch.restore.database");
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .locations("classpath:db/migration")
                    .defaultSchema("flyway")
                    .createSchemas(true)
                    .outOfOrder(true)
                    .load()
                    .migrate();
            try (Connection connection = database.connect("lianxin-restore")) {
                connection.setAutoCommit(false);
                Tables tables = new Tables(connection);
                if (!tables.migrations().equals(note.migrations())) {
                    throw new Refusal("launch.restore.other-version", place);
                }
                tables.empty(tables.names());
                for (var copy : note.tables().entrySet()) {
                    tables.in(copy.getKey(), copy.getValue(), file(copy.getKey()));
                }
                tables.set(note.sequences());
                connection.commit();
            }
            return note.tables().values().stream().mapToLong(Tables.Copy::rows).sum();
        } catch (IOException | SQLException broken) {
            throw new Refusal("launch.restore.failed", place, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    private Note note() throws IOException {
        return JSON.readValue(Files.readAllBytes(place.resolve(NOTE)), Note.class);
    }

    private Path file(String table) {
        return place.resolve("tables").resolve(table + ".gz");
    }

    private static String fingerprint(Path key) throws IOException {
        return Hash.sha256(Files.readString(key).strip());
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void copyIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (!path.getFileName().toString().endsWith(".part")) {
                    Files.copy(path, target);
                }
            }
        }
    }
}
