package org.lianxin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Verifier.Fault;
import org.lianxin.audit.Verifier.Finding;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What somebody who only has the database can do to the trail, and that each of it is named. */
class AuditTests {
    private JdbcClient db;
    private TransactionTemplate transaction;
    private Trail trail;
    private Sealer sealer;
    private Verifier verifier;

    @BeforeEach
    void aTrailOfTwelveSealedEntries() throws Exception {
        var address = TestPostgres.freshDatabase();
        var source = new DriverManagerDataSource(address.url(), address.user(), address.password());
        Path data = TestPostgres.freshDataFolder();
        LianxinClock clock = new LianxinClock(ZoneId.of("Asia/Shanghai"));
        clock.set(Instant.parse("2026-11-22T02:00:00Z"));
        Keys keys = new Keys(data);
        db = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        trail = new Trail(db, new Ids(clock), clock, JsonMapper.builder().build(), keys);
        sealer = new Sealer(db, transaction, keys, data);
        verifier = new Verifier(db, sealer, keys);
        for (int i = 1; i <= 12; i++) {
            write("post.submitted", i);
        }
        assertThat(sealer.sealBatch()).isEqualTo(12);
        assertThat(verifier.verify()).isEqualTo(new Verifier.Result(12, 0, List.of()));
    }

    private void write(String action, long subject) {
        transaction.executeWithoutResult(
                t -> trail.write(new Audited.Entry(action, "post", subject, 7L, 42L, null, Map.of("title", "路灯已修好"))));
    }

    private long id(long number) {
        return db.sql("select id from audit.entry where seal_number = ?")
                .param(number)
                .query((r, n) -> r.getLong(1))
                .single();
    }

    @Test
    void a_changed_entry_is_named() {
        long id = id(5);
        db.sql("update audit.entry set actor = 43 where id = ?").param(id).update();
        assertThat(verifier.verify().findings()).containsExactly(new Finding(Fault.CHANGED, 5, id));
    }

    @Test
    void a_changed_time_or_detail_is_a_change_too() {
        long third = id(3);
        long ninth = id(9);
        db.sql("update audit.entry set at = at + interval '1 microsecond' where id = ?")
                .param(third)
                .update();
        db.sql("update audit.entry set details = replace(details, '已', '未') where id = ?")
                .param(ninth)
                .update();
        assertThat(verifier.verify().findings())
                .containsExactly(new Finding(Fault.CHANGED, 3, third), new Finding(Fault.CHANGED, 9, ninth));
    }

    @Test
    void a_deleted_entry_is_named_by_its_number() {
        db.sql("delete from audit.entry where seal_number in (4, 5, 8)").update();
        assertThat(verifier.verify().findings())
                .containsExactly(
                        new Finding(Fault.DELETED, 4, 0),
                        new Finding(Fault.DELETED, 5, 0),
                        new Finding(Fault.DELETED, 8, 0));
    }

    @Test
    void two_swapped_entries_are_named() {
        long second = id(2);
        long tenth = id(10);
        db.sql("update audit.entry set seal_number = -seal_number where id in (?, ?)")
                .params(second, tenth)
                .update();
        db.sql("update audit.entry set seal_number = 10 where id = ?")
                .param(second)
                .update();
        db.sql("update audit.entry set seal_number = 2 where id = ?")
                .param(tenth)
                .update();
        assertThat(verifier.verify().findings())
                .extracting(Finding::fault, Finding::id)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Fault.SWAPPED, tenth),
                        org.assertj.core.groups.Tuple.tuple(Fault.SWAPPED, second))
                .allMatch(f -> f.toList().getFirst() == Fault.SWAPPED);
    }

    @Test
    void an_inserted_entry_is_named_whether_it_joins_the_chain_or_waits_to_be_sealed() throws Exception {
        db.sql("""
                insert into audit.entry (id, at, action, subject, subject_id, details, mac)
                select 99, at, 'review.passed', subject, subject_id, details, mac from audit.entry where seal_number = 6""").update();
        assertThat(sealer.sealBatch()).isZero();
        assertThat(verifier.verify().findings()).containsExactly(new Finding(Fault.INSERTED, 0, 99));
        db.sql("update audit.entry set seal_number = 13, link = decode(repeat('ab', 32), 'hex') where id = 99")
                .update();
        assertThat(verifier.verify().findings()).contains(new Finding(Fault.INSERTED, 13, 99));
    }

    @Test
    void a_cut_tail_is_named_by_the_head_outside_the_database() {
        db.sql("delete from audit.entry where seal_number > 10").update();
        assertThat(verifier.verify().findings())
                .containsExactly(new Finding(Fault.TAIL_CUT, 11, 0), new Finding(Fault.TAIL_CUT, 12, 0));
    }

    @Test
    void a_cut_tail_that_was_sealed_over_is_still_named() throws Exception {
        db.sql("delete from audit.entry where seal_number > 10").update();
        write("post.withdrawn", 13);
        sealer.sealBatch();
        assertThat(verifier.verify().findings())
                .containsExactly(new Finding(Fault.DELETED, 11, 0), new Finding(Fault.DELETED, 12, 0));
    }

    @Test
    void a_forged_head_is_named() throws Exception {
        Files.writeString(sealer.headFile(), "3 " + "00".repeat(32) + " " + "00".repeat(32) + "\n");
        assertThat(verifier.verify().findings()).containsExactly(new Finding(Fault.HEAD_FORGED, 0, 0));
    }

    @Test
    void entries_not_sealed_yet_are_counted_and_join_the_chain_with_the_next_batch() throws Exception {
        write("post.published", 13);
        assertThat(verifier.verify()).isEqualTo(new Verifier.Result(12, 1, List.of()));
        sealer.sealBatch();
        assertThat(verifier.verify()).isEqualTo(new Verifier.Result(13, 0, List.of()));
    }

    @Test
    void an_entry_is_gone_with_the_transaction_that_made_it() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(t -> {
                    trail.write(new Audited.Entry("post.submitted", "post", 99, null, null, null, Map.of()));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(trail.of("post", 99)).isEmpty();
    }
}
