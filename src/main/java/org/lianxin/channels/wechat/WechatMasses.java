package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lianxin.channels.wechat.WechatMass.State;
import org.lianxin.kernel.Sql;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages to all, and how far each has come. Whoever works on one has claimed it; what they write before WeChat is called counts only while
 * the claim is theirs, what WeChat has answered counts always.
 */
@Component
class WechatMasses {
    /** Longer than the pictures of an article take. A claim older than that belongs to a process that is gone. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    /** What is out, was not corrected since, and is not to be taken away. */
    private static final String RIGHT = """
             exists (select from delivery.face_delivery d where d.id = m.delivery and d.kind in ('PUBLISH', 'CORRECT') and d.state = 'CONFIRMED'
               and not exists (select from delivery.face_delivery l where l.subject_type = d.subject_type and l.subject_id = d.subject_id
                 and l.account = d.account and l.id > d.id and l.kind in ('CORRECT', 'WITHDRAW') and l.state <> 'CANCELLED'))
            """;

    private final JdbcClient db;
    private final Clock clock;

    WechatMasses(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<WechatMass> of(long delivery) {
        return db.sql("select * from channels.wechat_mass where delivery = ?")
                .param(delivery)
                .query(WechatMass::read)
                .optional();
    }

    /** Of every delivery of a thing, on that account or, with 0, on all; oldest first. */
    List<WechatMass> of(String subjectType, long subjectId, long account) {
        return db.sql("""
                        select m.* from channels.wechat_mass m join delivery.face_delivery d on d.id = m.delivery
                        where d.subject_type = ? and d.subject_id = ? and ? in (0, m.account) order by m.delivery""")
                .params(subjectType, subjectId, account)
                .query(WechatMass::read)
                .list();
    }

    /** Messages with an article that people may comment, not older than that; newest first. */
    List<WechatMass> out(long account, Duration within) {
        return db.sql("""
                        select * from channels.wechat_mass where account = ? and state = 'SENT' and deleted_at is null and data is not null and sent_at > ?
                        order by sent_at desc limit 60""")
                .params(account, Sql.time(clock.instant().minus(within)))
                .query(WechatMass::read)
                .list();
    }

    /** How many of the account wait or are on their way, that one left out. */
    int before(long account, long delivery) {
        return db.sql(
                        "select count(*) from channels.wechat_mass where account = ? and delivery <> ? and state in ('ORDERED', 'SENDING')")
                .params(account, delivery)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** Whether it may still go out: it was not corrected, and nobody has taken it away. */
    boolean right(long delivery) {
        return db.sql("select " + RIGHT + " from (values (cast(? as bigint))) m(delivery)")
                .param(delivery)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** False if it is ordered already, on its way, or out. */
    boolean order(long delivery, long account, long by) {
        return db.sql("""
                        insert into channels.wechat_mass as m (delivery, account, asked_by, asked_at, state, next_at) values (:delivery, :account, :by, :now, 'ORDERED', :now)
                        on conflict (delivery) do update set asked_by = excluded.asked_by, asked_at = excluded.asked_at, state = 'ORDERED', next_at = excluded.next_at,
                          round = m.round + 1, why = '', held_until = null, draft = null, sent_at = null, message = null, data = null, url = '', total = null,
                          filtered = null, reached = null, missed = null, ended_at = null, article_said = null
                        where m.state in ('FAILED', 'REFUSED', 'DROPPED')""")
                        .param("delivery", delivery)
                        .param("account", account)
                        .param("by", by)
                        .param("now", Sql.time(clock.instant()))
                        .update()
                == 1;
    }

    /** What is due, each for this caller alone, oldest first: of an account only one, and none while another is on its way. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public List<WechatMass> claim(int most) {
        Instant now = clock.instant();
        return db.sql("""
                        with due as (
                          select m.delivery from channels.wechat_mass m
                          where m.state in ('ORDERED', 'SENDING', 'TAKEN') and m.next_at <= :now and (m.held_until is null or m.held_until <= :now)
                            and (m.state <> 'ORDERED' or not exists (select from channels.wechat_mass b where b.account = m.account and b.delivery <> m.delivery
                              and (b.state = 'SENDING' or (b.state = 'ORDERED' and (b.asked_at, b.delivery) < (m.asked_at, m.delivery)))))
                          order by m.next_at limit :most for update skip locked)
                        update channels.wechat_mass c set held_until = :until from due where c.delivery = due.delivery returning c.*""")
                .param("now", Sql.time(now))
                .param("until", Sql.time(now.plus(LEASE)))
                .param("most", most)
                .query(WechatMass::read)
                .list();
    }

    private boolean mine(WechatMass m, String set, String only, Object... values) {
        JdbcClient.StatementSpec statement = db.sql("update channels.wechat_mass m set " + set
                + " where delivery = :delivery and state = :state and held_until = :held" + only);
        for (int i = 0; i < values.length; i++) {
            statement = statement.param("v" + i, values[i]);
        }
        return statement
                        .param("delivery", m.delivery())
                        .param("state", m.state().name())
                        .param("held", Sql.timeOrNull(m.held()))
                        .update()
                == 1;
    }

    void drafted(WechatMass m, String draft) {
        mine(m, "draft = :v0", "", draft);
    }

    /** From now on it may be out. False if it may not: it was taken away or corrected meanwhile, or somebody else is busy with it. */
    boolean sending(WechatMass m) {
        try {
            return mine(m, "state = 'SENDING', sent_at = :v0, why = ''", " and " + RIGHT, Sql.time(clock.instant()));
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    /** Not yet: nothing has changed, but that it is tried again then. */
    void later(WechatMass m, String why, Instant until) {
        mine(m, "held_until = null, why = :v0, next_at = :v1", "", why, Sql.time(until));
    }

    /** It may be out; WeChat is asked again then, under the same name. */
    void waits(WechatMass m, String why, Instant until) {
        db.sql("""
                update channels.wechat_mass set held_until = null, why = :why, next_at = :until
                where delivery = :delivery and state = 'SENDING' and round = :round""")
                .param("why", why)
                .param("until", Sql.time(until))
                .param("delivery", m.delivery())
                .param("round", m.round())
                .update();
    }

    /** WeChat has certainly not taken it: it waits again. {@code draft} false: and its draft is no good any more. */
    void back(WechatMass m, boolean draft, String why, Instant until) {
        db.sql("""
                update channels.wechat_mass set state = 'ORDERED', sent_at = null, held_until = null, why = :why, next_at = :until,
                  draft = case when :draft then draft end where delivery = :delivery and state in ('ORDERED', 'SENDING') and round = :round""")
                .param("why", why)
                .param("until", Sql.time(until))
                .param("draft", draft)
                .param("delivery", m.delivery())
                .param("round", m.round())
                .update();
    }

    /** It is over, without anything being out as far as is known. */
    void over(WechatMass m, State state, String why) {
        db.sql("""
                update channels.wechat_mass set state = :state, held_until = null, why = :why, ended_at = :now
                where delivery = :delivery and state in ('ORDERED', 'SENDING') and round = :round""")
                .param("state", state.name())
                .param("why", why)
                .param("now", Sql.time(clock.instant()))
                .param("delivery", m.delivery())
                .param("round", m.round())
                .update();
    }

    /** A person has ended what only waited, or has looked and says what became of it. False if it stands otherwise by now. */
    boolean said(long delivery, State from, State to, String why) {
        return db.sql("""
                        update channels.wechat_mass set state = :to, why = :why, held_until = null, ended_at = :now where delivery = :delivery and state = :from""")
                        .param("to", to.name())
                        .param("why", why)
                        .param("now", Sql.time(clock.instant()))
                        .param("delivery", delivery)
                        .param("from", from.name())
                        .update()
                == 1;
    }

    /** The publication is gone; the message to all is still to go. */
    void articleGone(long delivery) {
        db.sql("update channels.wechat_mass set article_gone = true where delivery = ?")
                .param(delivery)
                .update();
    }

    /** The program cannot take the publication away, and need not ask again. */
    void articleStays(long delivery, String why) {
        db.sql("update channels.wechat_mass set article_said = ? where delivery = ?")
                .params(why, delivery)
                .update();
    }

    void deleted(long delivery) {
        db.sql("update channels.wechat_mass set deleted_at = ? where delivery = ?")
                .params(Sql.time(clock.instant()), delivery)
                .update();
    }

    /** A copy was put back: what waited or was on its way may have gone out since it was made. */
    void doubt(String why) {
        db.sql("""
                update channels.wechat_mass set state = 'UNKNOWN', why = :why, held_until = null, sent_at = coalesce(sent_at, asked_at)
                where state in ('ORDERED', 'SENDING')""").param("why", why).update();
    }
}
