package org.lianxin.api.mastodon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What concerns whoever writes for an account: somebody said something to it, something of one’s own is out, or was corrected. Nothing is kept
 * for it but what an app has put away; the id is that of what happened.
 */
@Component
class Happened {
    static final String MENTION = "mention";
    static final String STATUS = "status";
    static final String UPDATE = "update";

    private static final String PUT_AWAY =
            " and not exists (select from api.dismissed d where d.token = :token and d.notification = ";

    private final JdbcClient db;

    Happened(JdbcClient db) {
        this.db = db;
    }

    /** @param about the status it concerns */
    record One(long id, String type, Instant at, long about) {}

    /** Of these types, or of all. */
    List<One> page(Set<String> types, Slice slice, Caller caller) {
        List<String> parts = new ArrayList<>();
        if (types.contains(MENTION)) {
            parts.add(part("""
                    select a.message as id, 'mention' as type, a.arrived_at as at, a.message as about from intake.face_arrival a
                    where a.account = :account and a.deleted_at is null""", "a.message", slice));
        }
        if (types.contains(STATUS)) {
            parts.add(part(said("'status'") + " and v.type = 'CREATE'", "v.id", slice));
        }
        if (types.contains(UPDATE)) {
            parts.add(part(said("'update'") + " and v.type = 'UPDATE'", "v.id", slice));
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        Map<String, Object> params = new HashMap<>(Map.of(
                "account", caller.mine().id(),
                "me", caller.me().id(),
                "token", caller.token(),
                "below", slice.max().orElse(Long.MAX_VALUE),
                "above", slice.min().orElse(slice.since().orElse(0)),
                "most", slice.limit()));
        return slice.of(
                db,
                "select * from (" + String.join(" union all ", parts)
                        + ") x where id > coalesce((select up_to from api.cleared where token = :token), 0)",
                "id",
                params,
                (row, n) -> new One(
                        row.getLong("id"), row.getString("type"), Sql.instant(row, "at"), row.getLong("about")));
    }

    /** What is one’s own: a post that one has written, an answer that one has. */
    private static String said(String type) {
        return "select v.id, " + type + """
                 as type, v.made_at as at, v.note as about from federation.face_activity v join federation.face_note n on n.id = v.note
                where v.account = :account and n.withdrawn_at is null and case when n.addressee = ''
                  then exists (select from publishing.face_post p where p.id = cast(nullif(n.reference, '') as bigint) and p.owner = :me)
                  else exists (select from cases.face_case c join cases.face_reply r on r.case_id = c.id where c.number = n.reference and r.author = :me) end""";
    }

    /** Each kind by itself is no longer than the page: what is read does not grow with what ever happened. */
    private static String part(String select, String id, Slice slice) {
        return "(" + select + PUT_AWAY + id + ") and " + id + " < :below and " + id + " > :above order by " + id
                + (slice.min().isPresent() ? "" : " desc") + " limit :most)";
    }

    Optional<One> find(long id, Caller caller) {
        Slice only = new Slice(
                java.util.OptionalLong.of(id + 1),
                java.util.OptionalLong.of(id - 1),
                java.util.OptionalLong.empty(),
                1);
        return page(Set.of(MENTION, STATUS, UPDATE), only, caller).stream().findFirst();
    }

    void dismiss(long id, Caller caller) {
        db.sql("insert into api.dismissed (token, notification) values (?, ?) on conflict do nothing")
                .params(caller.token(), id)
                .update();
    }

    /** Everything until now. */
    void clear(long upTo, Caller caller) {
        db.sql("""
                insert into api.cleared (token, up_to) values (?, ?)
                on conflict (token) do update set up_to = greatest(api.cleared.up_to, excluded.up_to)""").params(caller.token(), upTo).update();
        db.sql("delete from api.dismissed where token = ? and notification <= ?")
                .params(caller.token(), upTo)
                .update();
    }
}
