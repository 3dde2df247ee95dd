package org.lianxin.publishing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.lianxin.delivery.Delivered;
import org.lianxin.delivery.DeliveryRefused;
import org.lianxin.delivery.DeliveryUnsettled;
import org.lianxin.delivery.Parcel;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;
import org.lianxin.review.ReviewPassed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lines of the publication register: made when a review passes, filled in as the networks answer. */
@Component
class Entries {
    private final JdbcClient db;
    private final Ids ids;

    Entries(JdbcClient db, Ids ids) {
        this.db = db;
        this.ids = ids;
    }

    /** An account that the released revision goes to. {@code out}: it has an earlier one, so this is a correction. */
    record Target(long account, Platform platform, boolean out) {}

    List<Entry> of(long post) {
        return db.sql("select * from publishing.entry where post = ? order by id")
                .param(post)
                .query(Entries::read)
                .list();
    }

    /**
     * Notes the release and opens or renews a line for every target of the revision, in one statement. Accounts from which the post was
     * withdrawn before get it anew.
     */
    List<Target> release(Post post, ReviewPassed passed, PostState next, Instant at) {
        List<Long> fresh = post.draft().targets().stream().map(t -> ids.next()).toList();
        return db.sql("""
                with r as (
                  update publishing.revision set passed_at = :at, passed_by = :by, passed_for = :standInFor, urgent = :urgent
                  where review = :review and post = :post returning *),
                p as (
                  update publishing.post set state = :state, planned_at = :planned, writers = '{}', remark = '', changed_at = :at, version = version + 1
                  where id = :post and exists (select from r) returning unit),
                e as (
                  insert into publishing.entry as was (id, post, account, unit, revision, title, category, writers, passed_at, passed_by, passed_for, urgent, state, awaiting)
                  select t.id, r.post, t.account, p.unit, r.number, r.title, r.category, r.writers, :at, :by, :standInFor, :urgent, 'WAITING', true
                  from r, p, unnest(:ids, r.targets) as t(id, account)
                  on conflict (post, account) do update set revision = excluded.revision, title = excluded.title, category = excluded.category,
                    writers = excluded.writers, passed_at = case when was.state = 'OUT' then was.passed_at else excluded.passed_at end,
                    passed_by = excluded.passed_by, passed_for = excluded.passed_for, urgent = excluded.urgent,
                    state = case when was.state = 'OUT' then 'OUT' else 'WAITING' end, awaiting = true, reason = ''
                  returning account, state)
                select e.account, a.platform, e.state = 'OUT' as was_out from e join registry.face_account a on a.id = e.account order by e.account""")
                .param("at", Sql.time(at))
                .param("by", passed.actor())
                .param("standInFor", passed.standInFor())
                .param("urgent", passed.urgent())
                .param("review", passed.review())
                .param("post", post.id())
                .param("state", next.name())
                .param("planned", Sql.timeOrNull(passed.planned()))
                .param("ids", fresh.toArray(Long[]::new))
                .query((row, n) -> new Target(
                        row.getLong("account"), Platform.valueOf(row.getString("platform")), row.getBoolean("was_out")))
                .list();
    }

    /** The approval became void before anything left: lines that never came true go, published ones wait for nothing. */
    void takeBack(long post) {
        db.sql("delete from publishing.entry where post = ? and state in ('WAITING', 'UNSETTLED') and out_at is null")
                .param(post)
                .update();
        db.sql("""
                update publishing.revision r set passed_at = null, passed_by = null, passed_for = null, urgent = false
                from publishing.post p where p.id = ? and r.post = p.id and r.number = p.revision and r.passed_at is not null""").param(post).update();
        db.sql("""
                update publishing.entry e set awaiting = false, revision = coalesce(
                  (select max(r.number) from publishing.revision r where r.post = e.post and r.passed_at is not null and r.number < e.revision), e.revision)
                where e.post = ? and e.awaiting""").param(post).update();
    }

    /** Withdrawn: what was not out yet never will be; the others say so when their networks confirm. */
    void stop(long post) {
        db.sql("""
                update publishing.entry set state = case when state in ('WAITING', 'REFUSED') then 'STOPPED' else state end, awaiting = state in ('OUT', 'UNSETTLED')
                where post = ? and state in ('WAITING', 'REFUSED', 'OUT', 'UNSETTLED')""").param(post).update();
    }

    void confirmed(Delivered event) {
        boolean withdrawn = event.kind() == Parcel.Kind.WITHDRAW;
        db.sql("""
                update publishing.entry set state = :state, awaiting = false, delivery = :delivery, reason = '', url = case when :url = '' then url else :url end,
                  out_at = case when :publish then coalesce(out_at, :at) else out_at end,
                  corrected_at = case when :correct then :at else corrected_at end,
                  withdrawn_at = case when :withdraw then cast(:at as timestamptz) else null end
                where post = :post and account = :account""")
                .param("state", withdrawn ? "WITHDRAWN" : "OUT")
                .param("delivery", event.delivery())
                .param("url", event.url())
                .param("publish", event.kind() == Parcel.Kind.PUBLISH)
                .param("correct", event.kind() == Parcel.Kind.CORRECT)
                .param("withdraw", withdrawn)
                .param("at", Sql.time(event.at()))
                .param("post", event.subjectId())
                .param("account", event.account())
                .update();
    }

    /** A refused correction or withdrawal leaves out what was out. */
    void refused(DeliveryRefused event) {
        db.sql("""
                update publishing.entry set state = case when :publish then 'REFUSED' else state end, awaiting = false, delivery = :delivery, reason = :reason
                where post = :post and account = :account""")
                .param("publish", event.kind() == Parcel.Kind.PUBLISH)
                .param("delivery", event.delivery())
                .param("reason", event.reason())
                .param("post", event.subjectId())
                .param("account", event.account())
                .update();
    }

    void unsettled(DeliveryUnsettled event) {
        db.sql("""
                update publishing.entry set state = case when :publish then 'UNSETTLED' else state end, delivery = :delivery, reason = :why
                where post = :post and account = :account""")
                .param("publish", event.kind() == Parcel.Kind.PUBLISH)
                .param("delivery", event.delivery())
                .param("why", event.why())
                .param("post", event.subjectId())
                .param("account", event.account())
                .update();
    }

    static Entry read(ResultSet row, int n) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getLong("post"),
                row.getLong("account"),
                row.getLong("unit"),
                row.getInt("revision"),
                row.getString("title"),
                row.getString("category"),
                PostStore.longs(row, "writers"),
                Sql.instant(row, "passed_at"),
                Sql.longOrNull(row, "passed_by"),
                Sql.longOrNull(row, "passed_for"),
                row.getBoolean("urgent"),
                Entry.State.valueOf(row.getString("state")),
                row.getBoolean("awaiting"),
                Sql.longOrNull(row, "delivery"),
                row.getString("url"),
                row.getString("reason"),
                Sql.instantOrNull(row, "out_at"),
                Sql.instantOrNull(row, "corrected_at"),
                Sql.instantOrNull(row, "withdrawn_at"));
    }
}
