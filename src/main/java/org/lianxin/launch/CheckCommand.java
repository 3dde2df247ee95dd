package org.lianxin.launch;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.lianxin.audit.Verifier;
import org.lianxin.kernel.Sql;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code check}: is this installation sound? One line for each thing looked at; exit status 1 if one of them is not. Changes nothing. */
record CheckCommand(Options options) implements Command {
    private static final long LEAST_FREE = 1L << 30;
    private static final Duration MOST_APART = Duration.ofSeconds(2);

    @Override
    public int run(Terminal terminal) {
        Report report = new Report(terminal);
        DataFolder folder = options.data();
        Installation.demandThere(folder);
        keys(folder, report);
        disk(folder, report);
        try (Installation installation = Installation.toLookAt(folder, terminal);
                ConfigurableApplicationContext program = installation.look()) {
            JdbcClient db = program.getBean(JdbcClient.class);
            database(db, report);
            clock(db, program.getBean(Clock.class), report);
            audit(program.getBean(Verifier.class).verify(), report);
        }
        terminal.say(report.faults == 0 ? "launch.check.sound" : "launch.check.unsound", report.faults);
        return report.faults == 0 ? 0 : 1;
    }

    private static final class Report {
        private final Terminal terminal;
        private int faults;

        Report(Terminal terminal) {
            this.terminal = terminal;
        }

        void line(boolean good, String key, Object... values) {
            faults += good ? 0 : 1;
            terminal.plain(
                    terminal.text(good ? "launch.check.good" : "launch.check.fault", terminal.text(key, values)));
        }
    }

    private static void keys(DataFolder folder, Report report) {
        Path master = folder.keys().resolve("master");
        try {
            boolean whole =
                    Files.exists(master) && Files.readString(master).strip().matches("[0-9a-f]{64}");
            report.line(whole, "launch.check.key", master);
            if (whole) {
                Set<PosixFilePermission> rights = Files.getPosixFilePermissions(master);
                report.line(
                        rights.stream().allMatch(r -> r.name().startsWith("OWNER")), "launch.check.key-rights", master);
            }
        } catch (IOException unreadable) {
            report.line(false, "launch.check.key", master);
        }
    }

    private static void disk(DataFolder folder, Report report) {
        try {
            Path place =
                    Files.exists(folder.root()) ? folder.root() : folder.root().getParent();
            FileStore store = Files.getFileStore(place);
            long free = store.getUsableSpace();
            report.line(free >= LEAST_FREE, "launch.check.disk", Long.toString(free >> 20), store.name());
        } catch (IOException unreadable) {
            report.line(false, "launch.check.disk", "0", folder.root());
        }
    }

    private static void database(JdbcClient db, Report report) {
        for (String name : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = db.sql("select current_setting(?)")
                    .param(name)
                    .query((row, n) -> row.getString(1))
                    .single();
            report.line(value.equals("on"), "launch.check.durable", name, value);
        }
        String locale = db.sql(
                        "select datlocprovider::text || ' ' || coalesce(datlocale, datcollate) || ' ' || datctype from pg_database where datname = current_database()")
                .query((row, n) -> row.getString(1))
                .single();
        boolean chinese = db.sql(
                        "select '\u8def' ~ '[[:alpha:]]' and exists (select from pg_collation where collname = 'zh-x-icu') and pg_encoding_to_char(encoding) = 'UTF8'"
                                + " from pg_database where datname = current_database()")
                .query((row, n) -> row.getBoolean(1))
                .single();
        report.line(chinese, "launch.check.locale", locale);
    }

    private static void clock(JdbcClient db, Clock clock, Report report) {
        String theirs = db.sql(
                        "select to_char(timeofday()::timestamptz at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
                .query((row, n) -> row.getString(1))
                .single();
        Instant now = clock.instant();
        Duration apart = Duration.between(Instant.parse(theirs), now).abs();
        report.line(
                apart.compareTo(MOST_APART) <= 0,
                "launch.check.clock",
                String.format(Locale.ROOT, "%.1f", apart.toMillis() / 1000.0));
        Instant latest = db.sql(
                        "select coalesce(max(at), '-infinity'::timestamptz) > cast(? as timestamptz) as ahead, coalesce(max(at), cast(? as timestamptz)) as at from audit.face_entry")
                .params(Sql.time(now), Sql.time(now))
                .query((row, n) -> Sql.instant(row, "at"))
                .single();
        report.line(!latest.isAfter(now.plus(MOST_APART)), "launch.check.clock-behind", latest.toString());
    }

    private static void audit(Verifier.Result result, Report report) {
        report.line(
                result.whole(), "launch.check.audit", Long.toString(result.sealed()), Long.toString(result.unsealed()));
        for (Verifier.Finding finding : result.findings()) {
            report.line(
                    false,
                    "launch.check.audit." + finding.fault().name().toLowerCase(Locale.ROOT),
                    Long.toString(finding.number()),
                    Long.toString(finding.id()));
        }
    }
}
