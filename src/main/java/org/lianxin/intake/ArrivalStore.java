package org.lianxin.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Arrival.State;
import org.lianxin.intake.Arrival.Way;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code intake.arrival}. */
@Component
class ArrivalStore {
    private static final String AUTHOR = "intake.arrival.author";
    /** So many of a thread are looked at for an earlier word of the same author. */
    private static final int LATEST = 50;

    private static final String REMARK = """
            select a.message, m.number, a.account, a.unit, m.channel, a.way, a.state, m.masked, a.thread, a.url, a.written_at, a.arrived_at, a.deleted_at, a.edited,
              m.pictures,
              (select j.number from intake.message j where j.id = a.joined) as joined,
              (select count(*) from intake.picture_to_fetch f where f.message = a.message and f.next_at < 'infinity') as coming,
              (select count(*) from intake.picture_to_fetch f where f.message = a.message and f.next_at = 'infinity') as lost
            from intake.arrival a join intake.message m on m.id = a.message\s""";

    private final JdbcClient db;
    private final Vault vault;
    private final JsonMapper json;

    ArrivalStore(JdbcClient db, Vault vault, JsonMapper json) {
        this.db = db;
        this.vault = vault;
        this.json = json;
    }

    Optional<Long> find(long account, String remoteId) {
        return db.sql("select message from intake.arrival where account = ? and remote_id = ?")
                .params(account, remoteId)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    void enter(long message, long unit, Arrival arrival, State state, Instant now) {
        db.sql("""
                insert into intake.arrival (message, account, unit, remote_id, thread, parent, way, url, author, state, written_at, arrived_at)
                values (:message, :account, :unit, :remote, :thread, :parent, :way, :url, :author, :state, :written, :now)""")
                .param("message", message)
                .param("account", arrival.account())
                .param("unit", unit)
                .param("remote", arrival.remoteId())
                .param("thread", arrival.thread())
                .param("parent", arrival.parent())
                .param("way", arrival.way().name())
                .param("url", arrival.url())
                .param("author", vault.lock(AUTHOR, json.writeValueAsString(arrival.author())))
                .param("state", state.name())
                .param("written", Sql.time(arrival.writtenAt()))
                .param("now", Sql.time(now))
                .update();
    }

    /** The case of the same author in the same thread that was last spoken to. */
    Optional<Long> earlier(Arrival arrival) {
        return arrival.thread().isEmpty() || arrival.author().id().isEmpty()
                ? Optional.empty()
                : db
                        .sql("""
                        select coalesce(joined, message) as first, author from intake.arrival
                        where account = ? and thread = ? and state in ('CASE', 'ADDED') and author is not null
                        order by written_at desc, message desc limit ?""")
                        .params(arrival.account(), arrival.thread(), LATEST)
                        .query((row, n) -> Map.entry(row.getLong("first"), author(row)))
                        .list()
                        .stream()
                        .filter(said ->
                                said.getValue().id().equals(arrival.author().id()))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    boolean writtenBy(long message, String author) {
        return db.sql("select author from intake.arrival where message = ? and author is not null")
                .param(message)
                .query((row, n) -> author(row).id().equals(author))
                .optional()
                .orElse(false);
    }

    /** The message of the case it says more to, or is. */
    long first(long message) {
        return db.sql("select coalesce(joined, message) from intake.arrival where message = ?")
                .param(message)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    void join(long message, long first) {
        db.sql("update intake.arrival set state = 'ADDED', joined = ? where message = ?")
                .params(first, message)
                .update();
    }

    /** Keeps what its author made of it; false if those words stand there already. */
    boolean edit(long message, String masked, Instant now) {
        return db.sql("""
                        update intake.arrival a set edited = :words, edited_at = :now from intake.message m
                        where m.id = a.message and a.message = :message and :words <> case when a.edited = '' then m.masked else a.edited end""")
                        .param("words", masked)
                        .param("now", Sql.time(now))
                        .param("message", message)
                        .update()
                > 0;
    }

    /** What was not fetched yet is not fetched any more. */
    boolean delete(long account, String remoteId, Instant now) {
        db.sql("""
                delete from intake.picture_to_fetch f using intake.arrival a
                where a.message = f.message and a.account = ? and a.remote_id = ?""").params(account, remoteId).update();
        return db.sql(
                                "update intake.arrival set deleted_at = ? where account = ? and remote_id = ? and deleted_at is null")
                        .params(Sql.time(now), account, remoteId)
                        .update()
                > 0;
    }

    void state(List<Long> messages, State state) {
        db.sql("update intake.arrival set state = ?, joined = null where message = any(?)")
                .params(state.name(), messages.toArray(Long[]::new))
                .update();
    }

    Optional<Arrival.Origin> origin(String number) {
        return db.sql("select a.* from intake.arrival a join intake.message m on m.id = a.message where m.number = ?")
                .param(number)
                .query(this::asked)
                .optional();
    }

    private Arrival.Origin asked(ResultSet row, int n) throws SQLException {
        return new Arrival.Origin(
                row.getLong("account"),
                row.getString("remote_id"),
                row.getString("thread"),
                row.getString("parent"),
                Way.valueOf(row.getString("way")),
                row.getString("url"),
                author(row),
                Sql.instant(row, "written_at"),
                row.getObject("deleted_at") != null);
    }

    private Arrival.Author author(ResultSet row) throws SQLException {
        byte[] author = row.getBytes("author");
        return author == null
                ? new Arrival.Author("", "")
                : json.readValue(vault.unlock(AUTHOR, author), Arrival.Author.class);
    }

    List<Remark> remarks(State state, @Nullable Cursor from, int most, Person by) {
        StringBuilder where = new StringBuilder(" where a.state = :state");
        Map<String, Object> params = new HashMap<>(Map.of("state", state.name(), "most", most));
        if (!by.readsAll()) {
            where.append(" and a.unit = any(:units)");
            params.put("units", by.units().toArray(Long[]::new));
        }
        if (from != null) {
            where.append(" and (a.arrived_at, a.message) < (:at, :id)");
            params.put("at", Sql.time(from.at()));
            params.put("id", from.id());
        }
        return db.sql(REMARK + where + " order by a.arrived_at desc, a.message desc limit :most")
                .params(params)
                .query(ArrivalStore::remark)
                .list();
    }

    List<Remark> thread(long message, int most) {
        return db.sql(REMARK + """
                        , intake.arrival o where o.message = ? and a.account = o.account and a.thread = o.thread and (a.thread <> '' or a.message = o.message)
                        order by a.written_at, a.message limit ?""")
                .params(message, most)
                .query(ArrivalStore::remark)
                .list();
    }

    Optional<Remark> one(long message) {
        return db.sql(REMARK + " where a.message = ?")
                .param(message)
                .query(ArrivalStore::remark)
                .optional();
    }

    List<Remark> lock(List<Long> messages) {
        return db.sql(REMARK + " where a.message = any(?) order by a.message for update of a")
                .param(messages.toArray(Long[]::new))
                .query(ArrivalStore::remark)
                .list();
    }

    private static Remark remark(ResultSet row, int n) throws SQLException {
        return new Remark(
                row.getLong("message"),
                row.getString("number"),
                row.getLong("account"),
                row.getLong("unit"),
                row.getString("channel"),
                Way.valueOf(row.getString("way")),
                State.valueOf(row.getString("state")),
                row.getString("masked"),
                row.getString("thread"),
                row.getString("url"),
                Sql.instant(row, "written_at"),
                Sql.instant(row, "arrived_at"),
                Sql.instantOrNull(row, "deleted_at"),
                row.getString("joined"),
                List.of((String[]) row.getArray("pictures").getArray()),
                new Pictured.Missing(row.getInt("coming"), row.getInt("lost")),
                row.getString("edited"));
    }
}
