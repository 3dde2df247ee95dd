package org.lianxin.federation;

import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lianxin.federation.signature.Digests;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * What our actors say: written once with its digest, then a row for each inbox it goes to. Joins the caller's transaction, so that what
 * was said and to whom is certain with it, and nothing is said that was rolled back.
 */
@Component
class Outgoing {
    /** Before an address in place of an inbox: it is an actor's, whose inbox is asked for before sending. */
    static final String ACTOR = "actor:";

    /** At once, unless the server rests for a while or does not answer at all. */
    private static final String WHEN =
            " case when h.stopped_at is null then greatest(cast(:now as timestamptz), h.open_until) else 'infinity' end ";

    /**
     * As far back as sendings are kept. Not to inboxes that are gone, nor to servers blocked by now, they or what they belong to: a block
     * forgets who follows there, not what went there.
     */
    private static final String TOLD = """
            insert into federation.sending (activity, inbox, host, state, next_at)
            select :activity, f.inbox, f.host, 'QUEUED',""" + WHEN + """
            from (
              select s.inbox, s.host from federation.sending s where s.attempts > 0 and s.inbox not like 'actor:%' and s.activity = any(array(""";

    private static final String TOLD_END = """
            )) group by s.inbox, s.host having bool_and(s.why <> '410')) f
            left join federation.host h on h.host = f.host
            where not exists (
              select from string_to_array(regexp_replace(f.host, ':[0-9]+$', ''), '.') name cross join generate_subscripts(name, 1) at
              join federation.block b on b.host = array_to_string(name[at:], '.'))
            on conflict do nothing""";

    private static final String TOLD_OF_NOTE = TOLD + """
              select id from federation.activity where note = :about union all
              select a.id from federation.announce c join federation.activity a on a.announce = c.id where c.note = :about""" + TOLD_END;

    private static final String TOLD_OF_ANNOUNCE =
            TOLD + "select id from federation.activity where announce = :about" + TOLD_END;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Addresses addresses;
    private final Wake wake;

    Outgoing(JdbcClient db, Ids ids, Clock clock, Addresses addresses, Wake wake) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.addresses = addresses;
        this.wake = wake;
    }

    /** Kinds of activities, as the tables and as the network call them. */
    enum Kind {
        CREATE("Create"),
        UPDATE("Update"),
        DELETE("Delete"),
        ACCEPT("Accept"),
        ANNOUNCE("Announce"),
        UNDO("Undo");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /** @param note what it is about, or null; delivery: by which it is said once, or null */
    long say(long account, Kind kind, @Nullable Long note, @Nullable Long delivery, Consumer<ObjectNode> words) {
        return say(new About(account, note, null, delivery), kind, words);
    }

    /** That a note is carried further, or no more. */
    long announce(Announces.Announce announce, Kind kind, long delivery, Consumer<ObjectNode> words) {
        return say(new About(announce.account(), null, announce.id(), delivery), kind, words);
    }

    private record About(
            long account,
            @Nullable Long note,
            @Nullable Long announce,
            @Nullable Long delivery) {}

    private long say(About about, Kind kind, Consumer<ObjectNode> words) {
        long id = ids.next();
        ObjectNode said = Documents.context(Json.object());
        said.put("id", addresses.activity(id));
        said.put("type", kind.type);
        said.put("actor", addresses.actor(about.account()));
        said.put("published", clock.instant().toString());
        words.accept(said);
        byte[] body = Json.bytes(said);
        db.sql("""
                insert into federation.activity (id, account, note, announce, delivery, type, body, digest, made_at) values (:id, :account, :note, :announce, :delivery, :type, :body, :digest, :at)""")
                .param("id", id)
                .param("account", about.account())
                .param("note", about.note())
                .param("announce", about.announce())
                .param("delivery", about.delivery())
                .param("type", kind.name())
                .param("body", body)
                .param("digest", Digests.digest(body))
                .param("at", Sql.time(clock.instant()))
                .update();
        return id;
    }

    /** To one inbox, or to an actor as {@link #ACTOR} says. */
    void to(long activity, String inbox) {
        Addresses.host(inbox.startsWith(ACTOR) ? inbox.substring(ACTOR.length()) : inbox)
                .ifPresent(host -> db.sql("""
                        insert into federation.sending (activity, inbox, host, state, next_at)
                        select :activity, f.inbox, f.host, 'QUEUED',""" + WHEN + """
                        from (values (:inbox, :host)) f(inbox, host) left join federation.host h on h.host = f.host
                        on conflict do nothing""")
                        .param("activity", activity)
                        .param("inbox", inbox)
                        .param("host", host)
                        .param("now", Sql.time(clock.instant()))
                        .update());
        wake.call();
    }

    /** To every inbox where something about a note, or about its being carried further, was brought or may have been. */
    void toToldOfNote(long activity, long note) {
        told(TOLD_OF_NOTE, activity, note);
    }

    /** To every inbox where an announcement was brought or may have been. */
    void toToldOfAnnounce(long activity, long announce) {
        told(TOLD_OF_ANNOUNCE, activity, announce);
    }

    private void told(String sql, long activity, long about) {
        db.sql(sql)
                .param("activity", activity)
                .param("about", about)
                .param("now", Sql.time(clock.instant()))
                .update();
        wake.call();
    }

    /** To every server where somebody follows; each is told once, by its shared inbox if it has one. */
    void toFollowers(long activity, long account) {
        db.sql("""
                insert into federation.sending (activity, inbox, host, state, next_at)
                select :activity, f.inbox, f.host, 'QUEUED',""" + WHEN + """
                from (select distinct coalesce(nullif(shared_inbox, ''), inbox) as inbox, host from federation.follower where account = :account) f
                left join federation.host h on h.host = f.host
                on conflict do nothing""")
                .param("activity", activity)
                .param("account", account)
                .param("now", Sql.time(clock.instant()))
                .update();
        wake.call();
    }
}
