package org.lianxin.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Counts.Counted;
import org.lianxin.channels.Counts.Numbers;
import org.lianxin.channels.Counts.Out;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a snapshot a day of what networks count; one that comes again takes the place of the first. */
@Component
public class Figures {
    /** Networks count on for so long. */
    private static final Duration COUNTED = Duration.ofDays(30);

    private static final int MOST = 100;

    private final JdbcClient db;
    private final Clock clock;

    Figures(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The latest of a post. */
    public record Row(String title, String url, LocalDate day, Numbers numbers) {}

    /** Posts of the account that are out and still counted, newest first. */
    List<Out> out(long account) {
        return db.sql("""
                        select remote_id, confirmed_at from delivery.face_delivery
                        where account = ? and kind = 'PUBLISH' and state = 'CONFIRMED' and remote_id <> '' and confirmed_at > ?
                        order by confirmed_at desc limit ?""")
                .params(account, Sql.time(clock.instant().minus(COUNTED)), MOST)
                .query((row, n) -> new Out(row.getString("remote_id"), Sql.instant(row, "confirmed_at")))
                .list();
    }

    @Transactional
    public void keep(long account, Counted counted) {
        Numbers none = new Numbers(null, null, null, null);
        if (counted.followers() != null) {
            keep(account, "", counted.day(), none, counted.followers());
        }
        counted.posts().forEach((post, numbers) -> keep(account, post, counted.day(), numbers, null));
    }

    private void keep(long account, String post, LocalDate day, Numbers numbers, @Nullable Long followers) {
        db.sql("""
                insert into channels.figure (account, post, day, reads, reposts, comments, likes, followers, read_at)
                values (:account, :post, :day, :reads, :reposts, :comments, :likes, :followers, :now)
                on conflict (account, post, day) do update set reads = excluded.reads, reposts = excluded.reposts, comments = excluded.comments,
                  likes = excluded.likes, followers = excluded.followers, read_at = excluded.read_at""")
                .param("account", account)
                .param("post", post)
                .param("day", day)
                .param("reads", numbers.reads())
                .param("reposts", numbers.reposts())
                .param("comments", numbers.comments())
                .param("likes", numbers.likes())
                .param("followers", followers)
                .param("now", Sql.time(clock.instant()))
                .update();
    }

    /** How many follow the account, as last counted. */
    public Optional<Long> followers(long account) {
        return following(account).map(Following::number);
    }

    /** On which day how many followed an account. */
    public record Following(LocalDate day, long number) {}

    /** The latest count of those who follow the account. */
    public Optional<Following> following(long account) {
        return db.sql(
                        "select day, followers from channels.figure where account = ? and post = '' and followers is not null order by day desc limit 1")
                .param(account)
                .query((row, n) -> new Following(row.getObject("day", LocalDate.class), row.getLong("followers")))
                .optional();
    }

    /** Each of the latest posts that were counted, as last counted, newest first. */
    public List<Row> latest(long account, int most) {
        return db.sql("""
                        select d.url, f.*, coalesce((select p.title from channels.page p where d.subject_type = 'post'
                            and p.subject_type = 'post' and p.subject_id = d.subject_id order by p.id limit 1), '') as title
                        from delivery.face_delivery d
                        join lateral (select * from channels.figure f where f.account = d.account and f.post = d.remote_id order by f.day desc limit 1) f on true
                        where d.account = ? and d.kind = 'PUBLISH' and d.state = 'CONFIRMED' and d.remote_id <> ''
                        order by d.confirmed_at desc limit ?""").params(account, most).query(Figures::read).list();
    }

    private static Row read(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getString("title"),
                row.getString("url"),
                row.getObject("day", LocalDate.class),
                new Numbers(
                        Sql.longOrNull(row, "reads"),
                        Sql.longOrNull(row, "reposts"),
                        Sql.longOrNull(row, "comments"),
                        Sql.longOrNull(row, "likes")));
    }
}
