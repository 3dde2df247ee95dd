package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
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
        killedAt(home.resolve("terminal.log"), "Unpacking PostgreSQL");
        killedAt(home.resolve("terminal.log"), "Making the database");
        // in the middle of initdb, which goes on without its program
        killedOnce(() -> Files.exists(
                serving.folder().postgres().resolve("data.part").resolve("base").resolve("1")));
        killedAt(home.resolve("terminal.log"), "Starting PostgreSQL");
        killedAt(serving.folder().programLog(), "Migrating schema");
        killedAt(serving.folder().programLog(), "Successfully applied");
        serving.untilItAnswers(System.nanoTime());
        assertThat(new Rest(serving.address()).get("/", "").status()).isEqualTo(200);
        assertThat(serving.said()
                        .lines()
                        .filter(line -> line.startsWith("Unpacking"))
                        .count())
                .as("unpacked again, then not any more")
                .isEqualTo(2);
    }

    /** Kills it as soon as it says so once more, and starts it again. */
    private void killedAt(Path log, String words) throws Exception {
        int before = times(log, words);
        killedOnce(() -> times(log, words) > before);
    }

    private void killedOnce(BooleanSupplier reached) throws Exception {
        Waiting.until(LONGEST, () -> "it never came so far: " + serving.said(), reached);
        serving.killProgram();
        serving.awaitEnd();
        serving.start();
    }

    private static int times(Path log, String words) {
        try {
            return Files.exists(log) ? Files.readString(log).split(words, -1).length - 1 : 0;
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
