package org.lianxin.channels.wechat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;

/**
 * A message to all who follow an account.
 *
 * @param round how often it was ordered
 * @param next when something is to be done about it again
 * @param held until when somebody is busy with it; also the proof that it is they
 * @param draft WeChat's number of the draft that goes out; null while there is none
 * @param sent since when it may be out, whether an answer came or not
 * @param message WeChat's number of the message; null while it is not known
 * @param data WeChat's number of its article, by which comments are asked for
 * @param articleGone it was to be taken away, and the publication it was made of is gone already
 * @param articleSaid why the program cannot take the publication away; null if that is not known to be so
 */
record WechatMass(
        long delivery,
        long account,
        long askedBy,
        Instant asked,
        int round,
        State state,
        String why,
        Instant next,
        @Nullable Instant held,
        @Nullable String draft,
        @Nullable Instant sent,
        @Nullable String message,
        @Nullable String data,
        String url,
        Counted counted,
        @Nullable Instant ended,
        boolean articleGone,
        @Nullable String articleSaid,
        @Nullable Instant deleted) {

    enum State {
        /** Somebody wants it; nothing has gone out. */
        ORDERED,
        /** WeChat was asked, and has not answered yet. */
        SENDING,
        /** WeChat has taken it and reports its end. */
        TAKEN,
        SENT,
        /** WeChat took it and did not send it. */
        FAILED,
        /** WeChat did not take it. */
        REFUSED,
        /** Nobody knows any more whether it is out: a person looks. */
        UNKNOWN,
        /** Not wanted any more before it went. */
        DROPPED
    }

    /** To how many it was to go, to how many after WeChat's own sieve, whom it reached and whom not; null where WeChat does not say. */
    record Counted(
            @Nullable Long total,
            @Nullable Long filtered,
            @Nullable Long reached,
            @Nullable Long missed) {
        static final Counted NONE = new Counted(null, null, null, null);
    }

    /** How WeChat says that it ended. */
    record End(boolean success, String why, Counted counted, String url) {}

    /** The name by which WeChat takes it once: at most 64 bytes, the same each time it is tried. */
    String client() {
        return "lianxin-" + delivery + "-" + round;
    }

    /** May be read by people, or will be. */
    boolean perhapsOut() {
        return switch (state) {
            case SENDING, TAKEN, SENT, UNKNOWN -> deleted == null;
            case ORDERED, FAILED, REFUSED, DROPPED -> false;
        };
    }

    /** Over, and may be wanted again. */
    boolean again() {
        return switch (state) {
            case FAILED, REFUSED, DROPPED -> true;
            case ORDERED, SENDING, TAKEN, SENT, UNKNOWN -> false;
        };
    }

    static WechatMass read(ResultSet row, int n) throws SQLException {
        return new WechatMass(
                row.getLong("delivery"),
                row.getLong("account"),
                row.getLong("asked_by"),
                Sql.instant(row, "asked_at"),
                row.getInt("round"),
                State.valueOf(row.getString("state")),
                row.getString("why"),
                Sql.instant(row, "next_at"),
                Sql.instantOrNull(row, "held_until"),
                row.getString("draft"),
                Sql.instantOrNull(row, "sent_at"),
                row.getString("message"),
                row.getString("data"),
                row.getString("url"),
                new Counted(
                        Sql.longOrNull(row, "total"),
                        Sql.longOrNull(row, "filtered"),
                        Sql.longOrNull(row, "reached"),
                        Sql.longOrNull(row, "missed")),
                Sql.instantOrNull(row, "ended_at"),
                row.getBoolean("article_gone"),
                row.getString("article_said"),
                Sql.instantOrNull(row, "deleted_at"));
    }
}
