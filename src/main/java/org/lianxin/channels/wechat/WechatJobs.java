package org.lianxin.channels.wechat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers what was asked of WeChat before it is asked, so that whoever comes after a crash knows. */
@Component
class WechatJobs {
    /** The article's number stands in its address. */
    private static final Pattern DATA = Pattern.compile("[?&]mid=([0-9]{1,20})");

    private final JdbcClient db;
    private final Clock clock;

    WechatJobs(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<WechatJob> of(long delivery) {
        return db.sql("select * from channels.wechat_job where delivery = ?")
                .param(delivery)
                .query(WechatJobs::read)
                .optional();
    }

    Optional<WechatJob> ofArticle(long account, String article) {
        return db.sql("select * from channels.wechat_job where account = ? and article = ?")
                .params(account, article)
                .query(WechatJobs::read)
                .optional();
    }

    /** Out for not longer than that, newest first. */
    List<WechatJob> out(long account, Duration within) {
        return db.sql("""
                        select * from channels.wechat_job where account = ? and state = 0 and data is not null and submitted_at > ?
                        order by submitted_at desc limit 200""")
                .params(account, Sql.time(clock.instant().minus(within)))
                .query(WechatJobs::read)
                .list();
    }

    void drafted(long delivery, long account, String draft) {
        db.sql("""
                insert into channels.wechat_job (delivery, account, draft, made_at) values (?, ?, ?, ?)
                on conflict (delivery) do update set draft = excluded.draft, made_at = excluded.made_at, submitted_at = null, looked_at = null,
                  publication = null, data = null, state = null""").params(delivery, account, draft, Sql.time(clock.instant())).update();
    }

    /** From now on it may be out. */
    void submitting(long delivery) {
        db.sql(
                        "update channels.wechat_job set submitted_at = ?, state = 1, publication = null, data = null where delivery = ?")
                .params(Sql.time(clock.instant()), delivery)
                .update();
    }

    /** WeChat has certainly not taken it. */
    void notSubmitted(long delivery) {
        db.sql("update channels.wechat_job set submitted_at = null, state = null where delivery = ?")
                .param(delivery)
                .update();
    }

    /** There is no such draft. */
    void forget(long delivery) {
        db.sql("delete from channels.wechat_job where delivery = ?")
                .param(delivery)
                .update();
    }

    void accepted(long delivery, String publication, String data) {
        db.sql("update channels.wechat_job set publication = ?, data = ? where delivery = ?")
                .params(publication, data, delivery)
                .update();
    }

    void looked(long delivery) {
        db.sql("update channels.wechat_job set looked_at = ? where delivery = ?")
                .params(Sql.time(clock.instant()), delivery)
                .update();
    }

    /** WeChat reports how far it is; the same again changes nothing, and an end stays an end. */
    void reported(long account, String publication, int state, @Nullable String article, String url) {
        db.sql("""
                update channels.wechat_job set state = :state, article = coalesce(:article, article), url = case when :url = '' then url else :url end
                where account = :account and publication = :publication and (state = 1 or :state > 1)""")
                .param("state", state)
                .param("article", article)
                .param("url", url)
                .param("account", account)
                .param("publication", publication)
                .update();
    }

    /** It was found among what is out, though WeChat never answered. */
    void found(long delivery, String article, String url) {
        Matcher data = DATA.matcher(url);
        db.sql(
                        "update channels.wechat_job set state = 0, article = :article, url = :url, data = coalesce(data, :data) where delivery = :delivery")
                .param("article", article)
                .param("url", url)
                .param("data", data.find() ? data.group(1) : null)
                .param("delivery", delivery)
                .update();
    }

    private static WechatJob read(ResultSet row, int n) throws SQLException {
        Long state = Sql.longOrNull(row, "state");
        return new WechatJob(
                row.getLong("delivery"),
                row.getLong("account"),
                row.getString("draft"),
                Sql.instantOrNull(row, "submitted_at"),
                Sql.instantOrNull(row, "looked_at"),
                row.getString("publication"),
                row.getString("data"),
                state == null ? null : state.intValue(),
                row.getString("article"),
                row.getString("url"));
    }
}
