package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.EmbeddedPostgres;
import org.postgresql.PGConnection;

/** Waits for the moment, kills, and sees that all is back, without a hand, while the clerks go on. */
final class Reaper {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** The bench holds it to ten seconds; a test runs on machines of any speed. */
    private static final Duration DATABASE_BACK = Duration.ofSeconds(Integer.getInteger("lianxin.kill.back", 60));

    private static final int BUSY = 3_000;

    private final Serving serving;
    private final FarNetwork far;
    private final Ledger ledger;
    private final Random random;

    Reaper(Serving serving, FarNetwork far, Ledger ledger, Random random) {
        this.serving = serving;
        this.far = far;
        this.ledger = ledger;
        this.random = random;
    }

    /**
     * @param database from the blow until PostgreSQL takes connections again, where only that was killed
     * @param back from the blow until the program answers or, where only PostgreSQL was killed, until something is acknowledged again
     */
    record Struck(Kill kill, Duration database, Duration back) {}

    /** So that a claim can be heard of in the instant in which it commits. */
    static final String TELL_OF_CLAIMS = """
            create function public.tell_of_claim() returns trigger language plpgsql as $$ begin perform pg_notify('claim', new.id::text); return null; end $$;
            create trigger tell_of_claim after update on delivery.delivery for each row when (new.state = 'CLAIMED' and old.state <> 'CLAIMED') execute function public.tell_of_claim();
            """;

    Struck strike(Kill kill) throws Exception {
        await(kill.moment());
        long at = System.nanoTime();
        switch (kill.victim()) {
            case PROGRAM -> {
                serving.killProgram();
                return new Struck(kill, Duration.ZERO, startedAgain(at));
            }
            case POSTGRES -> {
                return databaseBack(kill, at);
            }
            case BOTH -> {
                List<ProcessHandle> database = serving.database();
                if (random.nextBoolean()) {
                    serving.killProgram();
                }
                database.forEach(ProcessHandle::destroyForcibly);
                serving.killProgram();
                return new Struck(kill, Duration.ZERO, startedAgain(at));
            }
        }
        throw new IllegalStateException();
    }

    private Duration startedAgain(long at) throws Exception {
        serving.awaitEnd();
        serving.start();
        return serving.untilItAnswers(at);
    }

    /** Nothing that was asked of the dead database is acknowledged before it is back. */
    private Struck databaseBack(Kill kill, long at) {
        long old = serving.postmaster().orElseThrow().pid();
        List<ProcessHandle> processes = serving.database();
        // the postmaster alone, whose children find out by themselves, or all at once
        processes.subList(0, random.nextBoolean() ? 1 : processes.size()).forEach(ProcessHandle::destroyForcibly);
        Waiting.until(
                LONGEST,
                () -> "processes of the killed PostgreSQL live on",
                () -> processes.stream().noneMatch(Reaper::lives));
        long dead = System.nanoTime();
        long[] away = {dead};
        Waiting.until(LONGEST, () -> "PostgreSQL was not started again", () -> {
            long looked = System.nanoTime();
            boolean back = serving.postmaster()
                    .filter(p -> p.pid() != old && p.ready())
                    .isPresent();
            away[0] = back ? away[0] : looked;
            return back;
        });
        Duration database = Duration.ofNanos(System.nanoTime() - at);
        Waiting.until(LONGEST, () -> "nothing was acknowledged any more", () -> ledger.lastAsked() > dead);
        Duration back = Duration.ofNanos(System.nanoTime() - at);
        assertThat(ledger.all())
                .as("acknowledged while the database was dead")
                .noneMatch(a -> a.asked() > dead && a.told() < away[0]);
        assertThat(back).isLessThan(DATABASE_BACK);
        return new Struck(kill, database, back);
    }

    /** A dead process that nobody has buried yet (state Z) does nothing any more; its name, which may hold anything, ends with the last bracket. */
    private static boolean lives(ProcessHandle process) {
        try {
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private void await(Kill.Moment moment) throws SQLException {
        try (Connection database = database()) {
            switch (moment) {
                case AT_CLAIM -> aClaim(database);
                case WHILE_SENDING -> {
                    far.fault("slow", 1, BUSY, "");
                    Waiting.until(LONGEST, () -> "nobody sent anything", () -> far.isUsedUp("slow"));
                }
                case BEFORE_CONFIRMATION -> {
                    far.fault("late", 1, BUSY, "");
                    Waiting.until(
                            LONGEST,
                            () -> "nothing was taken",
                            () -> far.isUsedUp("late")
                                    && claimed(database).stream().anyMatch(far::has));
                }
                case AT_RANDOM -> LockSupport.parkNanos(random.nextLong(1_000_000_000L));
            }
        }
    }

    DatabaseAddress address() {
        return EmbeddedPostgres.running(
                        serving.folder().postgres(), serving.folder().databasePassword())
                .orElseThrow();
    }

    private Connection database() throws SQLException {
        return address().connect("kill-tests");
    }

    private static void aClaim(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("listen claim");
        }
        if (database.unwrap(PGConnection.class).getNotifications((int) LONGEST.toMillis()).length == 0) {
            throw new AssertionError("nothing was claimed");
        }
    }

    private static List<Long> claimed(Connection database) {
        try (Statement statement = database.createStatement();
                var rows = statement.executeQuery("select id from delivery.delivery where state = 'CLAIMED'")) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }
}
