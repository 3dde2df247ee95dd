package org.lianxin.api.mastodon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people elsewhere have said to our accounts, for those who read that unit; masked, as everywhere. */
@Component
class Heard {
    private static final String SELECT = """
            select a.*, m.masked from intake.face_arrival a join intake.face_message m on m.id = a.message
            where a.deleted_at is null""";

    private final JdbcClient db;
    private final Arrivals arrivals;

    Heard(JdbcClient db, Arrivals arrivals) {
        this.db = db;
        this.arrivals = arrivals;
    }

    /** @param remote the network's name of it; parent: of what it answers, or empty */
    record Mention(
            long id,
            String number,
            long account,
            long unit,
            String thread,
            String parent,
            String remote,
            String url,
            Arrival.Way way,
            Arrival.State state,
            String text,
            Instant at) {
        private static Mention read(ResultSet row, int n) throws SQLException {
            return new Mention(
                    row.getLong("message"),
                    row.getString("number"),
                    row.getLong("account"),
                    row.getLong("unit"),
                    row.getString("thread"),
                    row.getString("parent"),
                    row.getString("remote_id"),
                    row.getString("url"),
                    Arrival.Way.valueOf(row.getString("way")),
                    Arrival.State.valueOf(row.getString("state")),
                    row.getString("masked"),
                    Sql.instant(row, "written_at"));
        }
    }

    /** It, if the caller may read it. */
    Optional<Mention> find(long id, @Nullable Caller caller) {
        return caller == null
                ? Optional.empty()
                : db.sql(SELECT + " and a.message = ?")
                        .param(id)
                        .query(Mention::read)
                        .optional()
                        .filter(m -> caller.reads(m.unit()));
    }

    /** Of a message by its number. */
    Optional<Mention> byNumber(String number, @Nullable Caller caller) {
        return caller == null
                ? Optional.empty()
                : db.sql(SELECT + " and a.number = ?")
                        .param(number)
                        .query(Mention::read)
                        .optional()
                        .filter(m -> caller.reads(m.unit()));
    }

    /** All that was said in one thread of an account, in order. */
    List<Mention> thread(long account, String thread) {
        return db.sql(SELECT + " and a.account = ? and a.thread = ? order by a.written_at, a.message limit 200")
                .params(account, thread)
                .query(Mention::read)
                .list();
    }

    long answersTo(long account, String note) {
        return db.sql(
                        "select count(*) from intake.face_arrival where account = ? and thread = ? and deleted_at is null")
                .params(account, note)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /** Who said it; empty words once that has been forgotten. */
    Arrival.Author author(Mention mention) {
        return arrivals.origin(mention.number()).map(Arrival.Origin::author).orElse(new Arrival.Author("", ""));
    }
}
