package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.lianxin.audit.Audited;
import org.lianxin.channels.wechat.WechatMass.End;
import org.lianxin.channels.wechat.WechatMass.State;
import org.lianxin.kernel.Sql;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What WeChat says of messages to all: that it has taken one, and how it ended. It may say the second before the first is known here. */
@Component
class WechatMassEnds {
    private final JdbcClient db;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    WechatMassEnds(JdbcClient db, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.clock = clock;
        this.events = events;
    }

    /** WeChat has it under that number. True if that was news. */
    @Transactional
    boolean taken(WechatMass m, String message, String data, Instant next) {
        boolean news = db.sql("""
                        update channels.wechat_mass set state = 'TAKEN', held_until = null, why = '', message = :message, data = nullif(:data, ''), next_at = :next
                        where delivery = :delivery and state in ('SENDING', 'UNKNOWN') and round = :round""")
                        .param("message", message)
                        .param("data", data)
                        .param("next", Sql.time(next))
                        .param("delivery", m.delivery())
                        .param("round", m.round())
                        .update()
                == 1;
        settle(m.account(), message);
        return news;
    }

    /** WeChat reports the end of a message, known here or not; the same again changes nothing. */
    @Transactional
    void ended(long account, String message, End end) {
        db.sql("""
                insert into channels.wechat_mass_end (account, message, success, why, total, filtered, reached, missed, url, at)
                values (:account, :message, :success, :why, :total, :filtered, :reached, :missed, :url, :now) on conflict (account, message) do nothing""")
                .param("account", account)
                .param("message", message)
                .param("success", end.success())
                .param("why", end.why())
                .param("total", end.counted().total())
                .param("filtered", end.counted().filtered())
                .param("reached", end.counted().reached())
                .param("missed", end.counted().missed())
                .param("url", end.url())
                .param("now", Sql.time(clock.instant()))
                .update();
        settle(account, message);
    }

    private void settle(long account, String message) {
        db.sql("""
                        update channels.wechat_mass m set state = case when e.success then 'SENT' else 'FAILED' end, why = e.why, held_until = null, ended_at = e.at,
                          total = e.total, filtered = e.filtered, reached = e.reached, missed = e.missed, url = e.url
                        from channels.wechat_mass_end e where m.account = :account and m.message = :message and e.account = m.account and e.message = m.message
                          and (m.state in ('TAKEN', 'UNKNOWN') or (m.state in ('SENT', 'FAILED') and m.total is null)) returning m.*""")
                .param("account", account)
                .param("message", message)
                .query(WechatMass::read)
                .list()
                .forEach(this::tell);
    }

    /** The trail names the post, and to how many it went. */
    private void tell(WechatMass m) {
        db.sql("select subject_type, subject_id, unit from delivery.face_delivery where id = ?")
                .param(m.delivery())
                .query((row, n) -> Audited.Entry.of(
                        m.state() == State.SENT ? "channels.mass-sent" : "channels.mass-failed",
                        row.getString("subject_type"),
                        row.getLong("subject_id"),
                        row.getLong("unit"),
                        null,
                        Map.of(
                                "delivery",
                                Long.toString(m.delivery()),
                                "message",
                                String.valueOf(m.message()),
                                "reached",
                                m.counted().reached() == null
                                        ? ""
                                        : m.counted().reached().toString(),
                                "why",
                                m.why())))
                .list()
                .forEach(events::publishEvent);
    }

    /** WeChat has not said for too long how it ended: a person looks. If WeChat says it after all, that counts. */
    @Transactional
    void neverTold(WechatMass m, String why) {
        db.sql("""
                update channels.wechat_mass set state = 'UNKNOWN', why = :why, held_until = null, ended_at = :now
                where delivery = :delivery and state = 'TAKEN' and round = :round""")
                .param("why", why)
                .param("now", Sql.time(clock.instant()))
                .param("delivery", m.delivery())
                .param("round", m.round())
                .update();
    }

    /** WeChat was asked how it ended, and says no more than that. */
    @Transactional
    void endedAsAsked(WechatMass m, State state, String why) {
        db.sql("""
                        update channels.wechat_mass set state = :state, why = :why, held_until = null, ended_at = :now
                        where delivery = :delivery and state = 'TAKEN' and round = :round returning *""")
                .param("state", state.name())
                .param("why", why)
                .param("now", Sql.time(clock.instant()))
                .param("delivery", m.delivery())
                .param("round", m.round())
                .query(WechatMass::read)
                .list()
                .forEach(this::tell);
    }
}
