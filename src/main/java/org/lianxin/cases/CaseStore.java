package org.lianxin.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Sql;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code cases.case}: read, locked, moved. */
@Component
class CaseStore {
    private final JdbcClient db;
    private final Clock clock;
    private final ObjectProvider<Intake> intake;

    CaseStore(JdbcClient db, Clock clock, ObjectProvider<Intake> intake) {
        this.db = db;
        this.clock = clock;
        this.intake = intake;
    }

    /** False if this message is a case already. */
    boolean insert(long id, Message message, @Nullable Long unit, Case.@Nullable Reckoning reckoning) {
        return db.sql("""
                        insert into cases.case (id, message, number, channel, kind, masked, place, pictures, consent, reachable, asked, unit, state, received_at,
                          clock_from, days_first, days_final, due_first_at, due_final_at, provisional)
                        values (:id, :message, :number, :channel, :kind, :masked, :place, :pictures, :consent, :reachable, :asked, :unit, :state, :at,
                          :from, :days_first, :days_final, :due_first, :due_final, :provisional) on conflict (message) do nothing""")
                        .param("id", id)
                        .param("message", message.id())
                        .param("number", message.number())
                        .param("channel", message.channel())
                        .param("kind", message.kind().name())
                        .param("masked", message.masked())
                        .param("place", message.place())
                        .param("pictures", message.pictures().toArray(String[]::new))
                        .param("consent", message.consent())
                        .param("reachable", message.reachable())
                        .param("asked", message.unit())
                        .param("unit", unit)
                        .param("state", (unit == null ? CaseState.UNROUTED : CaseState.WITH_UNIT).name())
                        .param("at", Sql.time(message.at()))
                        .param("from", reckoning == null ? null : Sql.time(reckoning.from()))
                        .param("days_first", reckoning == null ? null : reckoning.daysFirst())
                        .param("days_final", reckoning == null ? null : reckoning.daysFinal())
                        .param("due_first", reckoning == null ? null : Sql.time(reckoning.dueFirst()))
                        .param("due_final", reckoning == null ? null : Sql.time(reckoning.dueFinal()))
                        .param("provisional", reckoning != null && reckoning.provisional())
                        .update()
                == 1;
    }

    Optional<Case> find(long id) {
        return db.sql("select * from cases.case where id = ?")
                .param(id)
                .query(CaseStore::read)
                .optional();
    }

    /** The case, held until the end of the transaction. */
    Optional<Case> lock(long id) {
        return db.sql("select * from cases.case where id = ? for update")
                .param(id)
                .query(CaseStore::read)
                .optional();
    }

    Optional<Case> byMessage(long message) {
        return db.sql("select * from cases.case where message = ?")
                .param(message)
                .query(CaseStore::read)
                .optional();
    }

    /** In the order in which the messages are named. */
    List<Case> byMessages(List<Long> messages) {
        return db.sql(
                        "select c.* from unnest(:messages::bigint[]) with ordinality w(message, place) join cases.case c using (message) order by w.place")
                .param("messages", messages.toArray(Long[]::new))
                .query(CaseStore::read)
                .list();
    }

    /** Moves a locked case; throws if the table knows no such move, which callers have asked before. */
    CaseState move(Case letter, CaseState.Move move) {
        CaseState to = letter.state()
                .after(move)
                .orElseThrow(() -> new IllegalStateException(letter.state() + " has no move " + move));
        db.sql("update cases.case set state = ?, version = version + 1 where id = ?")
                .params(to.name(), letter.id())
                .update();
        if (letter.state().running() && !to.running()) {
            // from here the time runs after which intake forgets what was written unmasked
            intake.getObject().closed(letter.message(), clock.instant());
        } else if (!letter.state().running() && to.running()) {
            intake.getObject().reopened(letter.message());
        }
        return to;
    }

    void place(long id, @Nullable Long unit) {
        db.sql("update cases.case set unit = :unit, handler = null where id = :id")
                .param("unit", unit)
                .param("id", id)
                .update();
    }

    void returned(long id) {
        db.sql("update cases.case set returned = returned + 1 where id = ?")
                .param(id)
                .update();
    }

    void clock(long id, Case.Reckoning r) {
        db.sql(
                        "update cases.case set clock_from = ?, days_first = ?, days_final = ?, due_first_at = ?, due_final_at = ?, provisional = ? where id = ?")
                .params(
                        Sql.time(r.from()),
                        r.daysFirst(),
                        r.daysFinal(),
                        Sql.time(r.dueFirst()),
                        Sql.time(r.dueFinal()),
                        r.provisional(),
                        id)
                .update();
    }

    void close(long id, Case.@Nullable As as, String reason) {
        db.sql("update cases.case set closed_at = :at, closed_as = :as, closed_reason = :reason where id = :id")
                .param("at", as == null ? null : Sql.time(clock.instant()))
                .param("as", as == null ? null : as.name())
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    void takeOn(long id, long handler) {
        db.sql("update cases.case set handler = ?, version = version + 1 where id = ?")
                .params(handler, id)
                .update();
    }

    /** The moment of an answer; an answer that comes before any facts counts as both. */
    void answered(long id, Instant at, boolean whole) {
        db.sql(
                        "update cases.case set first_answered_at = coalesce(first_answered_at, :at), answered_at = case when :whole then :at else answered_at end where id = :id")
                .param("at", Sql.time(at))
                .param("whole", whole)
                .param("id", id)
                .update();
    }

    void rated(long id, Case.Rating rating, String words) {
        db.sql("update cases.case set rating = ?, rating_words = ?, rated_at = ?, version = version + 1 where id = ?")
                .params(rating.name(), words, Sql.time(clock.instant()), id)
                .update();
    }

    /** Ends the round and begins the next one on a new deadline. */
    void reopen(long id, Case.Reckoning next, boolean counted) {
        db.sql("""
                        insert into cases.round (case_id, number, unit, clock_from, due_first_at, due_final_at, first_answered_at, answered_at, rating, ended_at)
                        select id, (select count(*) + 1 from cases.round where case_id = :id), unit, clock_from, due_first_at, due_final_at, first_answered_at, answered_at, rating, :at
                        from cases.case where id = :id""").param("at", Sql.time(clock.instant())).param("id", id).update();
        db.sql("update cases.case set answered_at = null, reopened = reopened + ? where id = ?")
                .params(counted ? 1 : 0, id)
                .update();
        clock(id, next);
    }

    /** What happened to a case, oldest first. */
    List<Step> steps(long letter) {
        return db.sql("select * from cases.step where case_id = ? order by id limit 1000")
                .param(letter)
                .query(CaseStore::step)
                .list();
    }

    static Step step(ResultSet row, int n) throws SQLException {
        return new Step(
                row.getLong("id"),
                Happening.valueOf(row.getString("what")),
                Sql.longOrNull(row, "unit"),
                Sql.longOrNull(row, "by_person"),
                Sql.longOrNull(row, "stand_in_for"),
                Sql.instant(row, "at"),
                row.getString("words"),
                row.getString("remark"));
    }

    List<Round> rounds(long letter) {
        return db.sql("select * from cases.round where case_id = ? order by number limit 100")
                .param(letter)
                .query((row, n) -> new Round(
                        row.getInt("number"),
                        Sql.longOrNull(row, "unit"),
                        Sql.instantOrNull(row, "due_first_at"),
                        Sql.instantOrNull(row, "due_final_at"),
                        Sql.instantOrNull(row, "first_answered_at"),
                        Sql.instantOrNull(row, "answered_at"),
                        row.getString("rating") == null ? null : Case.Rating.valueOf(row.getString("rating")),
                        Sql.instant(row, "ended_at")))
                .list();
    }

    Instant moment() {
        return clock.instant();
    }

    static Case read(ResultSet row, int n) throws SQLException {
        Instant due = Sql.instantOrNull(row, "due_final_at");
        Case.Reckoning clock = due == null
                ? null
                : new Case.Reckoning(
                        Sql.instant(row, "clock_from"),
                        row.getInt("days_first"),
                        row.getInt("days_final"),
                        Sql.instant(row, "due_first_at"),
                        due,
                        row.getBoolean("provisional"));
        Instant closedAt = Sql.instantOrNull(row, "closed_at");
        String rating = row.getString("rating");
        return new Case(
                row.getLong("id"),
                row.getLong("message"),
                row.getString("number"),
                row.getString("channel"),
                Message.Kind.valueOf(row.getString("kind")),
                row.getString("masked"),
                row.getString("place"),
                strings(row, "pictures"),
                row.getBoolean("consent"),
                row.getBoolean("reachable"),
                Sql.longOrNull(row, "asked"),
                Sql.longOrNull(row, "unit"),
                Sql.longOrNull(row, "handler"),
                CaseState.valueOf(row.getString("state")),
                Sql.instant(row, "received_at"),
                clock,
                Sql.instantOrNull(row, "first_answered_at"),
                Sql.instantOrNull(row, "answered_at"),
                closedAt == null
                        ? null
                        : new Case.Closure(
                                closedAt, Case.As.valueOf(row.getString("closed_as")), row.getString("closed_reason")),
                rating == null
                        ? null
                        : new Case.Rated(
                                Case.Rating.valueOf(rating),
                                row.getString("rating_words"),
                                Sql.instant(row, "rated_at")),
                row.getInt("reopened"),
                row.getInt("returned"),
                clock == null ? null : Sql.instant(row, "next_due_at"),
                row.getInt("version"));
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }
}
