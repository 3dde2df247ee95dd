package org.lianxin.launch.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.Folders;
import org.lianxin.launch.postgres.Progress;
import org.lianxin.launch.postgres.Refusal;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A copy of one installation: {@code tables/<schema.table>.gz} from one snapshot, pictures and videos, the head of the audit chain, and a
 * {@link Note}. The key is never inside: without it the personal data in the copy cannot be read, and nothing in it can be changed unseen.
 */
public final class Backup {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_OF_OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE_OF_OURS =
            PosixFilePermissions.asFileAttribute(Folders.OWNER_ONLY);
    private static final Path HEAD = Path.of("audit", "head");

    private final Path place;

    public Backup(Path place) {
        this.place = place.toAbsolutePath().normalize();
    }

    /**
     * Beside a running program or alone. {@code key}: a new file for the key, apart from the copy, or null for none. Returns the number of
     * rows.
     */
    public long take(DatabaseAddress database, Path data, @Nullable Path key, Progress progress) {
        Path master = data.resolve("keys").resolve("master");
        try {
            prepare(key == null ? null : key.toAbsolutePath().normalize());
            Copied files = new Copied(place);
            // the head before the snapshot: it may be older than what it is about, never newer
            files.add(data, HEAD);
            progress.step("launch.backup.database");
            Snapshot snapshot = snapshot(database);
            // the rest after it: whatever the rows speak of was there before them
            progress.step("launch.backup.media");
            files.add(data, Path.of("media"));
            files.add(data, Path.of("demo.mark"));
            Path url = data.resolve("public-url");
            new Note(
                            snapshot.at(),
                            Note.fingerprint(master),
                            snapshot.migrations(),
                            snapshot.tables(),
                            snapshot.sequences(),
                            files.list(),
                            Files.exists(url) ? Files.readString(url).strip() : "")
                    .write(place, master);
            if (key != null) {
                Files.write(Files.createFile(key, FILE_OF_OURS), Files.readAllBytes(master));
            }
            return snapshot.tables().values().stream()
                    .mapToLong(Tables.Copy::rows)
                    .sum();
        } catch (IOException | SQLException broken) {
            throw new Refusal("launch.backup.failed", place, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** Refuses before anything is written: never over another copy, never over another key, never both in one place. */
    private void prepare(@Nullable Path key) throws IOException {
        if (!Folders.isEmpty(place)) {
            throw new Refusal("launch.backup.not-empty", place);
        } else if (key != null && Files.exists(key)) {
            throw new Refusal("launch.backup.key-there", key);
        } else if (key != null && key.startsWith(place)) {
            throw new Refusal("launch.backup.key-inside", key, place);
        }
        Files.createDirectories(place.resolve("tables"), FOLDER_OF_OURS);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        if (key != null && key.getParent() != null) {
            Files.createDirectories(key.getParent());
        }
    }

    private record Snapshot(
            Instant at, List<String> migrations, Map<String, Tables.Copy> tables, Map<String, Long> sequences) {}

    private Snapshot snapshot(DatabaseAddress database) throws IOException, SQLException {
        try (Connection connection = database.connect("lianxin-backup")) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Tables tables = new Tables(connection);
            Instant at = tables.moment();
            Map<String, Tables.Copy> copies = new TreeMap<>();
            for (String table : tables.names()) {
                copies.put(table, tables.out(table, file(table)));
            }
            Snapshot snapshot = new Snapshot(at, tables.migrations(), copies, tables.sequences());
            connection.rollback();
            return snapshot;
        }
    }

    /** Refuses a copy that is incomplete, changed or of another version, or a key that is another's; nothing has been written then. */
    public void check(Path key) {
        try {
            Note note = Note.read(place, key);
            if (!note.migrations().equals(known())) {
                throw new Refusal("launch.restore.other-version", place);
            }
            for (var copy : note.tables().entrySet()) {
                if (!Files.exists(file(copy.getKey())) || !Tables.matches(copy.getValue(), file(copy.getKey()))) {
                    throw new Refusal("launch.restore.damaged", "tables/" + copy.getKey() + ".gz");
                }
            }
            new Copied(place).check(note.files());
        } catch (IOException broken) {
            throw new Refusal("launch.restore.failed", place, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** The moment that this copy shows. */
    public Instant taken(Path key) {
        try {
            return Note.read(place, key).at();
        } catch (IOException broken) {
            throw new Refusal("launch.restore.failed", place, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** Refuses a database in which there is anything. */
    public static void demandEmpty(DatabaseAddress database) {
        try (Connection connection = database.connect("lianxin-restore")) {
            if (!new Tables(connection).all().isEmpty()) {
                throw new Refusal("launch.restore.database-not-empty", database.url());
            }
        } catch (SQLException broken) {
            throw new Refusal("launch.restore.failed", database.url(), String.valueOf(broken.getMessage()))
                    .because(broken);
        }
    }

    /** Puts keys and files into an empty data folder; the database follows with {@link #intoDatabase}. */
    public void intoFolder(Path data, Path key) {
        try {
            Path master = data.resolve("keys").resolve("master");
            Files.createDirectories(master.getParent(), FOLDER_OF_OURS);
            Files.write(Files.createFile(master, FILE_OF_OURS), Files.readAllBytes(key));
            new Copied(place).into(data);
            String url = Note.read(place, key).publicUrl();
            if (!url.isEmpty()) {
                Files.writeString(data.resolve("public-url"), url + "\n");
            }
        } catch (IOException broken) {
            throw new Refusal("launch.restore.failed", data, String.valueOf(broken.getMessage())).because(broken);
        }
    }

    /** All or nothing, in one transaction, into a database that has no tables yet. Returns the number of rows. */
    public long intoDatabase(DatabaseAddress database, Path key, Progress progress) {
        try {
            Note note = Note.read(place, key);
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

    /** Versions of the migrations that this program has. */
    private static List<String> known() throws IOException {
        return Arrays.stream(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/V*.sql"))
                .map(file -> Objects.requireNonNull(file.getFilename()))
                .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")))
                        .getVersion())
                .sorted()
                .toList();
    }

    private Path file(String table) {
        return place.resolve("tables").resolve(table + ".gz");
    }
}
