package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.launch.Town.Spoken;
import org.lianxin.support.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code check} beside a running program, whose database somebody else has got hold of. */
class CheckTests {
    private static Town town;
    private static Path land;

    private JdbcClient db;

    @BeforeAll
    static void aTown() throws Exception {
        land = Town.land("check");
        town = Town.in(land.resolve("data"));
        Cast.in(town.program());
        town.untilSealed();
        town.program()
                .getBean(JdbcClient.class)
                .sql("create table audit.kept as select * from audit.entry")
                .update();
    }

    @AfterAll
    static void closed() {
        town.close();
    }

    @BeforeEach
    void theTrailAsItWas() {
        db = town.program().getBean(JdbcClient.class);
        db.sql("delete from audit.entry").update();
        db.sql("insert into audit.entry select * from audit.kept").update();
    }

    private static Spoken check() {
        return Spoken.by("check", "--data", town.root());
    }

    private String entry(long number) {
        return db.sql("select id from audit.kept where seal_number = ?")
                .param(number)
                .query((row, n) -> row.getString(1))
                .single();
    }

    private long last() {
        return db.sql("select max(seal_number) from audit.kept")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static List<String> faults(Spoken spoken) {
        return spoken.said().lines().filter(line -> line.startsWith("✕")).toList();
    }

    @Test
    void a_sound_installation_is_called_so_and_nothing_is_changed() {
        Spoken spoken = check();
        assertThat(spoken.status()).as(spoken.said()).isZero();
        assertThat(spoken.said())
                .contains("●  audit chain: " + last() + " sealed, 0 to be sealed", "All is well.")
                .doesNotContain("✕");
        assertThat(db.sql("select count(*) from audit.entry")
                        .query((row, n) -> row.getLong(1))
                        .single())
                .isEqualTo(last());
    }

    @Test
    void every_deed_is_named_with_its_number_and_entry_and_the_status_says_so() {
        long end = last();
        db.sql("update audit.entry set action = 'person.left' where seal_number = 1")
                .update();
        db.sql("delete from audit.entry where seal_number in (4, 5)").update();
        db.sql("update audit.entry set seal_number = -seal_number where seal_number in (8, 12)")
                .update();
        db.sql("update audit.entry set seal_number = 20 + seal_number where seal_number < 0")
                .update();
        db.sql("update audit.entry set details = '{}' where seal_number = 15").update();
        db.sql("delete from audit.entry where seal_number > ?").param(end - 2).update();
        db.sql(
                        "insert into audit.entry select 7, at, action, subject, subject_id, unit, actor, stand_in_for, details, mac, ?, link from audit.kept where seal_number = 3")
                .param(end + 9)
                .update();
        db.sql(
                        "insert into audit.entry (id, at, action, subject, subject_id, details, mac) select 8, at, action, subject, subject_id, details, mac from audit.kept where seal_number = 3")
                .update();
        Spoken spoken = check();
        assertThat(spoken.status()).isEqualTo(1);
        assertThat(faults(spoken))
                .containsExactlyInAnyOrder(
                        "✕  audit chain: " + (end - 3) + " sealed, 0 to be sealed",
                        "✕  audit number 1 (entry " + entry(1) + ") was changed",
                        "✕  audit number 4 was deleted",
                        "✕  audit number 5 was deleted",
                        "✕  audit number 8 (entry " + entry(12) + ") was swapped",
                        "✕  audit number 12 (entry " + entry(8) + ") was swapped",
                        "✕  audit number 15 (entry " + entry(15) + ") was changed",
                        "✕  audit number " + (end - 1) + " was cut off at the end",
                        "✕  audit number " + end + " was cut off at the end",
                        "✕  audit entry 7 was put in later (number " + (end + 9) + ")",
                        "✕  audit entry 8 was put in later (number 0)");
        assertThat(spoken.said()).contains("11 things need a look.");
    }

    @Test
    void a_trail_that_is_gone_as_a_whole_is_missed() {
        db.sql("delete from audit.entry").update();
        Spoken spoken = check();
        assertThat(spoken.status()).isEqualTo(1);
        assertThat(faults(spoken)).hasSize((int) last() + 1).contains("✕  audit number 1 was cut off at the end");
    }

    @Test
    void a_head_of_another_s_making_is_named() throws Exception {
        Path head = town.root().resolve("audit").resolve("head");
        byte[] own = Files.readAllBytes(head);
        Files.writeString(head, "1 ab cd\n");
        Spoken spoken = check();
        Files.write(head, own);
        assertThat(spoken.status()).isEqualTo(1);
        assertThat(spoken.said()).contains("✕  the head of the audit chain was not written by this installation");
    }

    @Test
    void where_there_is_no_installation_none_is_made_by_looking() {
        Path empty = land.resolve("nothing");
        for (String command : List.of("check", "backup", "token")) {
            Spoken spoken = Spoken.by(command, land.resolve("copy"), "--data", empty);
            assertThat(spoken.status()).as(command).isEqualTo(1);
            assertThat(spoken.said()).as(command).contains("There is no installation in " + empty);
            assertThat(empty).doesNotExist();
        }
    }
}
