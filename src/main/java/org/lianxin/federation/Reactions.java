package org.lianxin.federation;

import java.time.Clock;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Likes and repeats of our notes: how many, never whose. */
@Component
class Reactions {
    private final JdbcClient db;
    private final Addresses addresses;
    private final Keys keys;
    private final Clock clock;

    Reactions(JdbcClient db, Addresses addresses, Keys keys, Clock clock) {
        this.db = db;
        this.addresses = addresses;
        this.keys = keys;
        this.clock = clock;
    }

    void like(Activity activity) {
        react(activity, "LIKE");
    }

    void repeat(Activity activity) {
        react(activity, "REPEAT");
    }

    private void react(Activity activity, String kind) {
        addresses
                .note(activity.object())
                .ifPresent(note -> db.sql("""
                        insert into federation.reaction (note, kind, who, activity, at)
                        select id, :kind, :who, :activity, :at from federation.note where id = :note and open and withdrawn_at is null
                        on conflict (note, kind, who) do update set activity = excluded.activity""")
                        .param("note", note)
                        .param("kind", kind)
                        .param("who", who(activity))
                        .param("activity", activity.id())
                        .param("at", Sql.time(clock.instant()))
                        .update());
    }

    /** By the activity that is taken back or, where a server names it otherwise each time, by what it was about. */
    void undo(Activity activity) {
        db.sql("delete from federation.reaction where activity = ? and who = ?")
                .params(activity.object(), who(activity))
                .update();
        var undone = activity.embedded();
        if (undone != null && Json.is(undone, "Like", "EmojiReact", "Announce")) {
            addresses
                    .note(Json.id(undone, "object"))
                    .ifPresent(note -> db.sql("delete from federation.reaction where note = ? and kind = ? and who = ?")
                            .params(note, Json.is(undone, "Announce") ? "REPEAT" : "LIKE", who(activity))
                            .update());
        }
    }

    private String who(Activity activity) {
        return keys.sign("federation/reaction", activity.actor());
    }
}
