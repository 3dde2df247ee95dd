package org.lianxin.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the outbox. Address and words are under the vault's lock. */
@Component
class Mails {
    static final String ADDRESS = "notices.mail.address";
    static final String BODY = "notices.mail.body";
    private static final int PAGE = 50;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Vault vault;

    Mails(JdbcClient db, Ids ids, Clock clock, Vault vault) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.vault = vault;
    }

    /** Writes a mail, once per reference. */
    void write(String reference, @Nullable Long person, String address, String subject, String body) {
        var now = Sql.time(clock.instant());
        db.sql("""
                insert into notices.mail (id, reference, person, address, subject, body, state, made_at, next_at)
                values (:id, :reference, :person, :address, :subject, :body, 'WAITING', :now, :now) on conflict (reference) do nothing""")
                .param("id", ids.next())
                .param("reference", reference)
                .param("person", person)
                .param("address", vault.lock(ADDRESS, address.strip()))
                .param("subject", subject)
                .param("body", vault.lock(BODY, body))
                .param("now", now)
                .update();
    }

    /** Takes the next mail whose turn it is. The claim is committed before anything goes to the server. */
    Optional<Mail> claim() {
        return db.sql("""
                        update notices.mail set state = 'SENDING', claimed_at = :now, attempts = attempts + 1
                        where id = (select id from notices.mail where state = 'WAITING' and next_at <= :now order by next_at, id limit 1 for update skip locked)
                        returning *""")
                .param("now", Sql.time(clock.instant()))
                .query(this::mail)
                .optional();
    }

    /** What became of a claim; a claim that has been taken over meanwhile is left alone. */
    void settle(Mail claimed, MailState to, String remark) {
        db.sql("""
                update notices.mail set state = :to, remark = :remark, done_at = :now
                where id = :id and attempts = :attempts and state in ('SENDING', 'UNKNOWN')""")
                .param("to", to.name())
                .param("remark", cut(remark))
                .param("now", Sql.time(clock.instant()))
                .param("id", claimed.id())
                .param("attempts", claimed.attempts())
                .update();
    }

    /** It has certainly not gone: tried again then. */
    void later(Mail claimed, Instant next, String remark) {
        db.sql(
                        "update notices.mail set state = 'WAITING', next_at = :next, remark = :remark, claimed_at = null where id = :id and attempts = :attempts and state = 'SENDING'")
                .param("next", Sql.time(next))
                .param("remark", cut(remark))
                .param("id", claimed.id())
                .param("attempts", claimed.attempts())
                .update();
    }

    /** Claims older than this belong to a program that is gone: what became of them is not known. */
    int abandon(Duration age, String remark) {
        return db.sql(
                        "update notices.mail set state = 'UNKNOWN', remark = ?, done_at = ? where state = 'SENDING' and claimed_at < ?")
                .params(
                        remark,
                        Sql.time(clock.instant()),
                        Sql.time(clock.instant().minus(age)))
                .update();
    }

    /** Open in a copy that was put back: may have been sent since. What was never claimed keeps that, so that its page can say why. */
    int doubt() {
        return db.sql("update notices.mail set state = 'UNKNOWN', done_at = ? where state in ('WAITING', 'SENDING')")
                .param(Sql.time(clock.instant()))
                .update();
    }

    /** Whatever waits stays here. */
    int keep() {
        return db.sql("update notices.mail set state = 'KEPT', done_at = ? where state = 'WAITING' and next_at <= ?")
                .params(Sql.time(clock.instant()), Sql.time(clock.instant()))
                .update();
    }

    boolean again(long id, MailState from) {
        return db.sql(
                                "update notices.mail set state = 'WAITING', next_at = ?, claimed_at = null, done_at = null where id = ? and state = ?")
                        .params(Sql.time(clock.instant()), id, from.name())
                        .update()
                == 1;
    }

    Optional<Mail> find(long id) {
        return db.sql("select * from notices.mail where id = ?")
                .param(id)
                .query(this::mail)
                .optional();
    }

    /** Latest first; {@code state} null for all. */
    Slice<Mail> list(@Nullable MailState state, @Nullable Cursor before) {
        List<Mail> mails = db.sql("select * from notices.mail where" + (state == null ? " true" : " state = :state")
                        + (before == null ? "" : " and (made_at, id) < (:at, :id)")
                        + " order by made_at desc, id desc limit :most")
                .param("state", state == null ? "" : state.name())
                .param("at", before == null ? null : Sql.time(before.at()))
                .param("id", before == null ? 0L : before.id())
                .param("most", PAGE + 1)
                .query(this::mail)
                .list();
        return Slice.of(mails, PAGE, m -> new Cursor(m.madeAt(), m.id()));
    }

    /** Removes what is done and older. */
    int sweep(Instant before) {
        return db.sql("delete from notices.mail where made_at < ? and state not in ('WAITING', 'SENDING')")
                .param(Sql.time(before))
                .update();
    }

    private static String cut(String remark) {
        String line = Notices.oneLine(remark);
        return line.length() > 500 ? line.substring(0, 500) : line;
    }

    private Mail mail(ResultSet row, int n) throws SQLException {
        return new Mail(
                row.getLong("id"),
                Sql.longOrNull(row, "person"),
                vault.unlock(ADDRESS, row.getBytes("address")),
                row.getString("subject"),
                vault.unlock(BODY, row.getBytes("body")),
                MailState.valueOf(row.getString("state")),
                Sql.instant(row, "made_at"),
                Sql.instantOrNull(row, "claimed_at"),
                Sql.instantOrNull(row, "done_at"),
                row.getInt("attempts"),
                row.getString("remark"));
    }
}
