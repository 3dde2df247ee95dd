package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first start unpacks, makes a database, starts it and migrates: whichever of it is killed, the next start needs no hand. */
class FirstStartTests {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private Path home;
    private Serving serving;

    @BeforeEach
    void a_new_folder() throws IOException {
        home = Homes.fresh("first");
        serving = Serving.in(home, Map.of());
    }

    @AfterEach
    void nothing_runs_on() throws Exception {
        serving.close();
        Homes.lay(home);
    }

    @Test
    void a_first_start_killed_at_any_step_is_taken_up_by_the_next() throws Exception {
        Path terminal = home.resolve("terminal.log");
        Path log = serving.folder().programLog();
        List<LongSupplier> steps = List.of(
                () -> times(terminal, "Unpacking PostgreSQL"),
                () -> times(terminal, "Making the database"),
                // in the middle of initdb, which goes on without its program
                () -> {
                    Path half = serving.folder().postgres().resolve("data.part");
                    return Files.exists(half.resolve("base").resolve("1")) ? 1 : 0;
                },
                () -> times(terminal, "Starting PostgreSQL"),
                () -> times(log, "Migrating schema"),
                () -> times(log, "Successfully applied"));
        long before = 0;
        for (int i = 0; i < steps.size(); i++) {
            reached(steps.get(i), before);
            serving.killProgram();
            serving.awaitEnd();
            before = i + 1 < steps.size() ? steps.get(i + 1).getAsLong() : 0;
            serving.start();
        }
        serving.untilItAnswers(System.nanoTime());
        assertThat(new Rest(serving.address()).get("/", "").status()).isEqualTo(200);
        assertThat(times(terminal, "Unpacking"))
                .as("unpacked again, if at all, then not any more")
                .isBetween(1L, 2L);
    }

    /** It says so once more; or it is past that step, since a kill that came late let the start before do it. */
    private void reached(LongSupplier step, long before) {
        Rest rest = new Rest(serving.address());
        Waiting.until(
                LONGEST,
                () -> "it never came so far: " + serving.said(),
                () -> step.getAsLong() > before || rest.get("/health", "").done());
    }

    private static long times(Path log, String words) {
        try {
            return Files.exists(log) ? Files.readString(log).split(words, -1).length - 1 : 0;
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
