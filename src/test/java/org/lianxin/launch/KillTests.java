package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Settings;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Ports;
import org.springframework.context.ApplicationContext;

/**
 * The real program and its PostgreSQL, killed again and again while people work with them. {@code bench/kill} makes it long by
 * {@code lianxin.kill.rounds}, {@code .operations} (to be acknowledged in each round) and {@code .kills} (in each round).
 */
class KillTests {
    private static final int ROUNDS = Integer.getInteger("lianxin.kill.rounds", 2);
    private static final int OPERATIONS = Integer.getInteger("lianxin.kill.operations", 80);
    private static final int KILLS = Integer.getInteger("lianxin.kill.kills", 3);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final Ledger LEDGER = new Ledger();
    private static final List<Clerk> CLERKS = new ArrayList<>();
    private static Report report;
    private static Path home;
    private static FarNetwork far;
    private static Serving serving;
    private static Reaper reaper;
    private static Reckoning reckoning;

    @BeforeAll
    static void a_city_at_work() throws Exception {
        report = new Report();
        long seed = Long.getLong("lianxin.kill.seed", System.nanoTime());
        report.line("seed %d", seed);
        home = Homes.fresh("killed");
        far = FarNetwork.in(home);
        serving =
                Serving.in(home, Map.of("LIANXIN_SANDBOX_URL", far.address(), "LIANXIN_DELIVERY_ABSENT_AFTER", "12s"));
        report.line(
                "first start, with a new database: %d ms",
                serving.untilItAnswers(System.nanoTime()).toMillis());
        reaper = new Reaper(serving, far, LEDGER, new Random(seed));
        try (var beside = Installation.toLookAt(serving.folder(), terminal(new ByteArrayOutputStream()));
                var context = beside.look()) {
            enter(context, new Rest(serving.address()));
        }
        try (Connection database = reaper.address().connect("kill-tests");
                Statement statement = database.createStatement()) {
            statement.execute(Reaper.TELL_OF_CLAIMS);
        }
    }

    private static void enter(ApplicationContext context, Rest rest) {
        Cast cast = Cast.in(context);
        // all citizens write from one address here
        context.getBean(Settings.class).set("intake.limit.plain", "1000000", null);
        for (String code : List.of("traffic", "water")) {
            long sandbox = cast.onTrial(code, Platform.SANDBOX, code, code).id();
            List<String> targets = List.of(Ids.text(cast.site(code).id()), Ids.text(sandbox));
            CLERKS.add(new Clerk(
                    rest,
                    LEDGER,
                    new Clerk.Unit(code, cast.bearer(code + ".editor"), cast.bearer(code + ".leader"), targets)));
        }
        reckoning = new Reckoning(rest, far, cast.bearer("office"));
    }

    @AfterAll
    static void the_city_rests() throws Exception {
        try (var network = far;
                var program = serving) {
            report.sums();
        }
        Homes.lay(home);
    }

    @Test
    void what_is_acknowledged_is_durable() throws Exception {
        try (Connection database = reaper.address().connect("kill-tests");
                Statement statement = database.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (var row = statement.executeQuery("show " + setting)) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_sent_twice_whoever_is_killed_when() throws Exception {
        int blow = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int before = LEDGER.count();
            int posts = LEDGER.posts().size();
            int letters = LEDGER.letters().size();
            try (Crew crew = Crew.atWork(LEDGER, CLERKS)) {
                for (int i = 1; i <= KILLS; i++) {
                    crew.until(before + OPERATIONS * i / (KILLS + 1));
                    report.add(reaper.strike(Kill.ALL.get(blow++ % Kill.ALL.size())));
                }
                crew.until(before + OPERATIONS);
            }
            settle();
            reckoning.posts(LEDGER.posts().subList(posts, LEDGER.posts().size()));
            reckoning.letters(LEDGER.letters().subList(letters, LEDGER.letters().size()));
            reckoning.journal(LEDGER.posts());
            report.line(
                    "round %d: %d operations acknowledged, %d posts and %d letters are there, each once",
                    round,
                    LEDGER.count() - before,
                    LEDGER.posts().size() - posts,
                    LEDGER.letters().size() - letters);
        }
        sound();
        reckoning.posts(LEDGER.posts());
        reckoning.letters(LEDGER.letters());
        assertThat(LEDGER.lost().keySet())
                .as("no answer, or that the database is away")
                .isSubsetOf(0, 503);
        report.line("answers that told of trouble, by status (0: none came): %s", LEDGER.lost());
        report.line(
                "%d operations acknowledged in all, %d posts and %d letters; none lost, none twice, none unknown; the audit chain is whole",
                LEDGER.count(), LEDGER.posts().size(), LEDGER.letters().size());
    }

    /** What was on its way when somebody died is read back, sent or found; nothing is left to a person. */
    private static void settle() {
        long began = System.nanoTime();
        Waiting.until(LONGEST, () -> "not settled: " + reckoning.unsettled(), reckoning::settled);
        report.line(
                "  settled after %d ms",
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private static void sound() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = Main.run(List.of("check", "--data", serving.folder().root().toString()), terminal(said));
        assertThat(status).as(() -> said.toString(StandardCharsets.UTF_8)).isZero();
        for (String page : List.of("/", "/units", "/ask", "/follow")) {
            assertThat(reckoning.page(page)).contains("</html>");
        }
    }

    @Test
    void unknown_is_only_what_cannot_be_read_back_and_it_is_not_sent_again() throws Exception {
        far.fault("unreadable", Integer.MAX_VALUE, 0, "");
        Reaper.Struck blow;
        try (Crew crew = Crew.atWork(LEDGER, CLERKS)) {
            blow = reaper.strike(new Kill(Kill.Victim.PROGRAM, Kill.Moment.BEFORE_CONFIRMATION));
            crew.until(LEDGER.count() + 1);
        }
        report.add(blow);
        Waiting.until(LONGEST, () -> "nothing is unknown: " + reckoning.unsettled(), () -> reckoning.readInVain());
        far.noFaults();
        settle();
        reckoning.posts(LEDGER.posts());
        reckoning.journal(LEDGER.posts());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_second_start_on_the_same_folder_says_so_and_stops(boolean samePort) throws Exception {
        Process second = serving.starting(samePort ? serving.port() : Ports.free())
                .redirectErrorStream(true)
                .start();
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(said.strip())
                .isEqualTo("Another Lianxin is using " + serving.folder().root()
                        + ". Stop it first, or choose another folder with --data.");
        Rest rest = new Rest(serving.address());
        Waiting.until(
                LONGEST,
                () -> "the first one is unwell",
                () -> rest.get("/health", "").done());
    }

    private static Terminal terminal(ByteArrayOutputStream said) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Terminal(out, out, Locale.ENGLISH);
    }
}
