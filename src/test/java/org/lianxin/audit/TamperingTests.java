package org.lianxin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.audit.Verifier.Fault;
import org.lianxin.audit.Verifier.Finding;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.support.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that somebody who has only the database can do to a trail of four batches, at its beginning, within a batch, where two meet and at
 * its end: named as what it is, at the entry where it is, and nothing else is accused.
 */
class TamperingTests {
    private static final int LAST = 16;

    private static final DatabaseAddress DATABASE = TestPostgres.freshDatabase();

    private SingleConnectionDataSource source;
    private JdbcClient db;
    private TransactionTemplate transaction;
    private Trail trail;
    private Sealer sealer;
    private Verifier verifier;
    private List<Long> ids;

    @AfterEach
    void done() {
        source.destroy();
    }

    @BeforeEach
    void fourBatchesOfFour() throws Exception {
        source = new SingleConnectionDataSource(DATABASE.url(), DATABASE.user(), DATABASE.password(), true);
        Path data = TestPostgres.freshDataFolder();
        LianxinClock clock = new LianxinClock(ZoneId.of("Asia/Shanghai"));
        clock.set(Instant.parse("2026-11-22T02:00:00Z"));
        Keys keys = new Keys(data);
        db = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        trail = new Trail(db, new Ids(clock), clock, JsonMapper.builder().build(), keys);
        sealer = new Sealer(db, transaction, keys, data);
        verifier = new Verifier(db, sealer, keys);
        run("truncate audit.entry");
        for (int batch = 0; batch < 4; batch++) {
            more(4);
        }
        ids = db.sql("select id from audit.entry order by seal_number")
                .query((r, n) -> r.getLong(1))
                .list();
        assertThat(verifier.verify()).isEqualTo(new Verifier.Result(LAST, 0, List.of()));
    }

    private void more(int entries) throws Exception {
        for (int i = 0; i < entries; i++) {
            transaction.executeWithoutResult(t -> trail.write(
                    new Audited.Entry("post.submitted", "post", 5, 7L, 42L, null, Map.of("title", "路灯已修好"))));
        }
        assertThat(sealer.sealBatch()).isEqualTo(entries);
    }

    private long id(long number) {
        return ids.get((int) number - 1);
    }

    private void run(String sql, Object... values) {
        db.sql(sql).params(values).update();
    }

    private List<Finding> findings() {
        return verifier.verify().findings();
    }

    private Finding at(Fault fault, long number) {
        return new Finding(fault, number, fault == Fault.DELETED || fault == Fault.TAIL_CUT ? 0 : id(number));
    }

    private static Stream<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 5, 9, 15, 16})
    void any_column_that_is_changed_is_a_change_of_that_entry_alone(long number) {
        for (String change : List.of(
                "at = at - interval '1 day'",
                "at = 'infinity'",
                "action = 'post.approved'",
                "subject = 'case'",
                "subject_id = subject_id + 1",
                "unit = null",
                "actor = null",
                "stand_in_for = 9",
                "details = '{}'",
                "mac = decode(repeat('ab', 32), 'hex')",
                "mac = ''",
                "link = decode(repeat('cd', 32), 'hex')",
                "link = null")) {
            run("create temporary table kept as select * from audit.entry");
            run("update audit.entry set " + change + " where id = ?", id(number));
            assertThat(findings()).as(change).containsExactly(at(Fault.CHANGED, number));
            run("delete from audit.entry");
            run("insert into audit.entry select * from kept");
            run("drop table kept");
        }
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 5, 9, 15, 16})
    void content_and_mac_that_are_changed_together_are_a_change_too(long number) {
        run("update audit.entry set actor = 1, mac = decode(repeat('ab', 32), 'hex') where id = ?", id(number));
        assertThat(findings()).containsExactly(at(Fault.CHANGED, number));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "2,2", "2,3", "4,5", "5,8", "7,7", "3,14", "15,15", "2,15"})
    void deleted_entries_are_named_one_by_one(long from, long to) {
        run("delete from audit.entry where seal_number between ? and ?", from, to);
        assertThat(findings())
                .containsExactlyElementsOf(
                        upTo(from, to).map(n -> at(Fault.DELETED, n)).toList());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "4,5", "7,7", "14,14", "15,15"})
    void deleted_entries_are_named_when_the_rest_was_numbered_anew(long from, long to) {
        run("delete from audit.entry where seal_number between ? and ?", from, to);
        run("update audit.entry set seal_number = -seal_number where seal_number > ?", to);
        run("update audit.entry set seal_number = -seal_number - ? where seal_number < 0", to - from + 1);
        assertThat(findings())
                .containsExactlyElementsOf(
                        upTo(from, to).map(n -> at(Fault.DELETED, n)).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 15, 13, 12, 9, 2, 1})
    void a_tail_that_was_cut_is_named_entry_by_entry(long from) {
        run("delete from audit.entry where seal_number >= ?", from);
        assertThat(findings())
                .containsExactlyElementsOf(
                        upTo(from, LAST).map(n -> at(Fault.TAIL_CUT, n)).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 13, 2})
    void a_tail_that_was_cut_is_named_after_the_chain_went_on(long from) throws Exception {
        run("delete from audit.entry where seal_number >= ?", from);
        more(1);
        more(3);
        assertThat(findings())
                .containsExactlyElementsOf(
                        upTo(from, LAST).map(n -> at(Fault.DELETED, n)).toList());
    }

    @ParameterizedTest
    @CsvSource({"1,2", "1,16", "2,3", "4,5", "6,7", "3,11", "5,8", "15,16", "9,16", "1,3"})
    void two_entries_that_were_swapped_are_both_named_and_nobody_else(long one, long other) {
        run("update audit.entry set seal_number = -seal_number where id in (?, ?)", id(one), id(other));
        run("update audit.entry set seal_number = ? + seal_number + ? where seal_number < 0", one, other);
        assertThat(findings())
                .containsExactly(
                        new Finding(Fault.SWAPPED, one, id(other)), new Finding(Fault.SWAPPED, other, id(one)));
    }

    @ParameterizedTest
    @CsvSource({"1,2", "1,16", "2,3", "4,5", "3,11", "15,16"})
    void two_entries_that_were_swapped_but_for_their_links_are_both_named(long one, long other) {
        run("create temporary table pair as select * from audit.entry where id in (?, ?)", id(one), id(other));
        run("update audit.entry set seal_number = -seal_number where id in (?, ?)", id(one), id(other));
        run(
                "update audit.entry e set seal_number = p.seal_number, link = p.link from pair p where e.seal_number < 0 and p.id <> e.id");
        assertThat(findings())
                .containsExactly(
                        new Finding(Fault.SWAPPED, one, id(other)), new Finding(Fault.SWAPPED, other, id(one)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 5, 10, 16})
    void an_entry_put_in_between_is_named_and_not_those_that_made_room_for_it(long before) {
        run("update audit.entry set seal_number = -seal_number where seal_number >= ?", before);
        run("update audit.entry set seal_number = 1 - seal_number where seal_number < 0");
        putIn(99, before);
        assertThat(findings()).containsExactly(new Finding(Fault.INSERTED, before, 99));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 10, 15})
    void an_entry_in_another_s_place_is_named_and_so_is_the_one_that_is_gone(long number) {
        run("delete from audit.entry where seal_number = ?", number);
        putIn(99, number);
        assertThat(findings())
                .containsExactlyInAnyOrder(at(Fault.DELETED, number), new Finding(Fault.INSERTED, number, 99));
    }

    @Test
    void an_entry_put_behind_the_last_is_named_and_the_chain_goes_on_past_it() throws Exception {
        putIn(99, LAST + 1);
        putIn(98, 1_000_000);
        assertThat(findings())
                .containsExactly(new Finding(Fault.INSERTED, LAST + 1, 99), new Finding(Fault.INSERTED, 1_000_000, 98));
        more(2);
        more(3);
        assertThat(findings())
                .containsExactly(new Finding(Fault.INSERTED, LAST + 1, 99), new Finding(Fault.INSERTED, 1_000_000, 98));
    }

    @Test
    void entries_put_among_those_that_wait_to_be_sealed_are_named_and_do_not_hold_up_the_others() throws Exception {
        List<Finding> strangers = new ArrayList<>();
        for (int i = 1; i <= Sealer.BATCH; i++) {
            run(
                    "insert into audit.entry (id, at, action, subject, subject_id, details, mac) values (?, '2026-11-22T02:00:00Z', 'post.approved', 'post', 5, '{}', decode(repeat('ab', 32), 'hex'))",
                    i);
            strangers.add(new Finding(Fault.INSERTED, 0, i));
        }
        more(2);
        assertThat(verifier.verify().sealed()).isEqualTo(LAST + 2);
        assertThat(findings()).isEqualTo(strangers.subList(0, Verifier.MOST));
    }

    private void putIn(long id, long number) {
        run("""
                insert into audit.entry (id, at, action, subject, subject_id, details, mac, seal_number, link)
                values (?, '2026-11-22T02:00:00Z', 'post.approved', 'post', 5, '{}', decode(repeat('ab', 32), 'hex'), ?, decode(repeat('cd', 32), 'hex'))""", id, number);
    }

    @Test
    void an_entry_taken_out_of_the_chain_is_missing_there_even_if_it_is_sealed_again() throws Exception {
        run("update audit.entry set seal_number = null, link = null where seal_number = 6");
        assertThat(verifier.verify()).isEqualTo(new Verifier.Result(LAST - 1, 1, List.of(at(Fault.DELETED, 6))));
        sealer.sealBatch();
        assertThat(findings()).containsExactly(at(Fault.DELETED, 6));
    }

    @Test
    void different_deeds_at_different_places_are_told_apart() {
        run("delete from audit.entry where seal_number = 2");
        run("update audit.entry set action = 'post.approved' where seal_number = 5");
        run("update audit.entry set seal_number = -seal_number where seal_number in (8, 11)");
        run("update audit.entry set seal_number = 19 + seal_number where seal_number < 0");
        run("delete from audit.entry where seal_number > 14");
        putIn(99, 40);
        assertThat(findings())
                .containsExactly(
                        at(Fault.DELETED, 2),
                        at(Fault.CHANGED, 5),
                        new Finding(Fault.SWAPPED, 8, id(11)),
                        new Finding(Fault.SWAPPED, 11, id(8)),
                        at(Fault.TAIL_CUT, 15),
                        at(Fault.TAIL_CUT, 16),
                        new Finding(Fault.INSERTED, 40, 99));
    }

    @Test
    void of_a_trail_that_was_ruined_a_thousand_findings_are_listed() throws Exception {
        for (int i = 0; i < 3; i++) {
            more(500);
        }
        run("update audit.entry set details = 'x', mac = '', link = ''");
        assertThat(verifier.verify().findings()).hasSize(Verifier.MOST);
        run("delete from audit.entry");
        assertThat(verifier.verify().findings()).hasSize(Verifier.MOST).allMatch(f -> f.fault() == Fault.TAIL_CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "16", "16 ab cd", "not a head", "9 zz zz\n"})
    void a_head_that_is_not_ours_is_named(String forged) throws Exception {
        Files.writeString(sealer.headFile(), forged);
        assertThat(findings()).containsExactly(new Finding(Fault.HEAD_FORGED, 0, 0));
    }

    @Test
    void a_head_that_is_lost_is_named_while_there_is_a_chain() throws Exception {
        Files.delete(sealer.headFile());
        assertThat(findings()).containsExactly(new Finding(Fault.HEAD_FORGED, LAST, 0));
    }

    @Test
    void a_head_that_was_not_written_before_the_program_died_is_caught_up_with() throws Exception {
        byte[] earlier = Files.readAllBytes(sealer.headFile());
        more(3);
        Files.write(sealer.headFile(), earlier);
        assertThat(findings()).isEmpty();
        more(2);
        assertThat(verifier.verify()).isEqualTo(new Verifier.Result(LAST + 5, 0, List.of()));
    }
}
