package org.lianxin.launch.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Every table of the program, copied out of and into a database by PostgreSQL's own COPY: the same for an embedded and an outside one. */
final class Tables {
    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    /** One table's copy: its columns, how many rows, and the SHA-256 of the file. */
    record Copy(List<String> columns, long rows, String sha256) {}

    /** Names of all own tables as {@code schema.table}; those of the migrations' own history are made by the migrations. */
    List<String> names() throws SQLException {
        return column("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'flyway', 'public') order by 1""");
    }

    /** Every table that somebody made. */
    List<String> all() throws SQLException {
        return column(
                "select schemaname || '.' || tablename from pg_tables where schemaname !~ '^pg_' and schemaname <> 'information_schema'");
    }

    /** The clock of the database. */
    Instant moment() throws SQLException {
        return Instant.parse(column(
                        "select to_char(timeofday()::timestamptz at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .getFirst());
    }

    /** Versions of the migrations that made this database. */
    List<String> migrations() throws SQLException {
        return column(
                "select version from flyway.flyway_schema_history where success and version is not null order by version");
    }

    Map<String, Long> sequences() throws SQLException {
        Map<String, Long> values = new TreeMap<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select schemaname || '.' || sequencename, last_value from pg_sequences where schemaname !~ '^pg_' and last_value is not null")) {
            while (row.next()) {
                values.put(row.getString(1), row.getLong(2));
            }
        }
        return values;
    }

    Copy out(String table, Path file) throws SQLException, IOException {
        List<String> columns = column("select attname from pg_attribute where attrelid = '" + table
                + "'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum");
        MessageDigest digest = sha256();
        long rows;
        try (OutputStream to =
                new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), 65_536)) {
            rows = copies().copyOut("copy " + table + " (" + quoted(columns) + ") to stdout", to);
        }
        return new Copy(columns, rows, HexFormat.of().formatHex(digest.digest()));
    }

    void in(String table, Copy copy, Path file) throws SQLException, IOException {
        try (InputStream from = new GZIPInputStream(Files.newInputStream(file), 65_536)) {
            long rows = copies().copyIn("copy " + table + " (" + quoted(copy.columns()) + ") from stdin", from);
            if (rows != copy.rows()) {
                throw new IOException(table + ": " + rows + " rows instead of " + copy.rows());
            }
        }
    }

    static boolean matches(Copy copy, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream from = new DigestInputStream(Files.newInputStream(file), digest)) {
            from.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest()).equals(copy.sha256());
    }

    /** Empties every table; what migrations put in comes back with the copy. Foreign keys rest meanwhile (needs a superuser, as the embedded owner is). */
    void empty(List<String> tables) throws SQLException {
        execute("set local session_replication_role = replica");
        execute("truncate " + String.join(", ", tables));
    }

    void set(Map<String, Long> sequences) throws SQLException {
        for (var sequence : sequences.entrySet()) {
            execute("select setval('" + sequence.getKey() + "', " + sequence.getValue() + ")");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private static String quoted(List<String> columns) {
        return "\"" + String.join("\", \"", columns) + "\"";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
