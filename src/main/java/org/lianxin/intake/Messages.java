package org.lianxin.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake.AsWritten;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of messages: what travels in the clear, what was written under lock. */
@Component
class Messages {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
    private static final String WRITTEN = "intake.message.as_written";
    private static final String EMAIL = "intake.message.email";

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Vault vault;
    private final JsonMapper json;

    Messages(JdbcClient db, Ids ids, Clock clock, Vault vault, JsonMapper json) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.vault = vault;
        this.json = json;
    }

    record Row(Message message, String keyHash, Locale locale) {}

    /** The new message, or null if one with the same {@code once} is there. */
    @Nullable
    Message enter(
            NewMessage wanted, String masked, String place, String keyHash, @Nullable String once, Locale locale) {
        Instant now = clock.instant();
        long id = ids.next();
        boolean reachable = !wanted.email().isEmpty() || !wanted.phone().isEmpty();
        Message message = new Message(
                id,
                number(now),
                wanted.channel(),
                wanted.kind(),
                masked,
                place,
                wanted.pictures(),
                wanted.unit(),
                wanted.consent(),
                reachable,
                now);
        int made = db.sql("""
                        insert into intake.message (id, number, channel, kind, masked, place, pictures, unit, consent, locale, key_hash, once_by, as_written, email, reachable, received_at)
                        values (:id, :number, :channel, :kind, :masked, :place, :pictures, :unit, :consent, :locale, :key, :once, :written, :email, :reachable, :at)
                        on conflict (once_by) do nothing""")
                .param("id", id)
                .param("number", message.number())
                .param("channel", wanted.channel())
                .param("kind", wanted.kind().name())
                .param("masked", masked)
                .param("place", place)
                .param("pictures", wanted.pictures().toArray(String[]::new))
                .param("unit", wanted.unit())
                .param("consent", wanted.consent())
                .param("locale", locale.getLanguage().equals("en") ? "en" : "zh-CN")
                .param("key", keyHash)
                .param("once", once)
                .param(
                        "written",
                        vault.lock(
                                WRITTEN,
                                json.writeValueAsString(
                                        new AsWritten(wanted.text(), wanted.place(), wanted.email(), wanted.phone()))))
                .param("email", wanted.email().isEmpty() ? null : vault.lock(EMAIL, wanted.email()))
                .param("reachable", reachable)
                .param("at", Sql.time(now))
                .update();
        return made == 0 ? null : message;
    }

    /** {@code L<yyMMdd>-<running>}: unique, rising with the day, not without gaps. */
    private String number(Instant now) {
        LocalDate day = now.atZone(clock.getZone()).toLocalDate();
        long running = running(day);
        while (running < 1) {
            // another message began the day after this one had drawn
            running = running(day);
        }
        return "L" + DAY.format(day) + "-" + String.format(Locale.ROOT, "%04d", running);
    }

    private long running(LocalDate day) {
        long drawn = db.sql("select nextval('intake.running')")
                .query((row, n) -> row.getLong(1))
                .single();
        Optional<Long> base = base(day);
        if (base.isEmpty()) {
            db.sql("insert into intake.day (day, base) values (?, ?) on conflict (day) do nothing")
                    .params(day, drawn - 1)
                    .update();
            base = base(day);
        }
        return drawn - base.orElseThrow();
    }

    private Optional<Long> base(LocalDate day) {
        return db.sql("select base from intake.day where day = ?")
                .param(day)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    Optional<Row> find(long id) {
        return db.sql("select * from intake.message where id = ?")
                .param(id)
                .query(Messages::read)
                .optional();
    }

    Optional<Row> byNumber(String number) {
        return db.sql("select * from intake.message where number = ?")
                .param(number)
                .query(Messages::read)
                .optional();
    }

    Optional<Row> byOnce(String once) {
        return db.sql("select * from intake.message where once_by = ?")
                .param(once)
                .query(Messages::read)
                .optional();
    }

    /** Empty once it has been forgotten. */
    Optional<AsWritten> asWritten(long id) {
        return db.sql("select as_written from intake.message where id = ? and as_written is not null")
                .param(id)
                .query((row, n) -> json.readValue(vault.unlock(WRITTEN, row.getBytes(1)), AsWritten.class))
                .optional();
    }

    /** The address left with it, or empty. */
    String email(long id) {
        return db.sql("select email from intake.message where id = ? and email is not null")
                .param(id)
                .query((row, n) -> vault.unlock(EMAIL, row.getBytes(1)))
                .optional()
                .orElse("");
    }

    /** False if one was sent after {@code notAfter}. */
    boolean renewKey(long id, String hash, Instant now, Instant notAfter) {
        return db.sql(
                                "update intake.message set key_hash = ?, key_sent_at = ? where id = ? and (key_sent_at is null or key_sent_at <= ?)")
                        .params(hash, Sql.time(now), id, Sql.time(notAfter))
                        .update()
                > 0;
    }

    void close(long id, @Nullable Instant at) {
        db.sql("update intake.message set closed_at = :at where id = :id")
                .param("at", Sql.timeOrNull(at))
                .param("id", id)
                .update();
    }

    /** At most a thousand at a time. */
    List<Long> closedBefore(Instant moment) {
        return db.sql(
                        "select id from intake.message where forgotten_at is null and closed_at < ? order by closed_at limit 1000")
                .param(Sql.time(moment))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Answers the pictures that no other message needs. */
    List<String> forget(Collection<Long> gone) {
        Long[] all = gone.toArray(Long[]::new);
        db.sql(
                        "update intake.message set as_written = null, email = null, reachable = false, asked_by = null, forgotten_at = ? where id = any(?) and forgotten_at is null")
                .params(Sql.time(clock.instant()), all)
                .update();
        db.sql(
                        "update intake.arrival set author = null, edited = '', thread = case way when 'PRIVATE' then '' else thread end where message = any(?)")
                .param(all)
                .update();
        db.sql("delete from intake.picture_to_fetch where message = any(?)")
                .param(all)
                .update();
        return db.sql("""
                        select distinct p from intake.message m, unnest(m.pictures) p where m.id = any(?)
                          and not exists (select from intake.message o where o.pictures @> array[p] and o.forgotten_at is null)""").param(all).query((row, n) -> row.getString(1)).list();
    }

    /** A form brought this picture; whether it is ever sent shows later. */
    void brought(String hash) {
        db.sql("insert into intake.brought (hash, at) values (?, ?)")
                .params(hash, Sql.time(clock.instant()))
                .update();
    }

    /** Pictures brought before this moment that belong to no message; they are struck off the list. */
    List<String> broughtInVain(Instant before) {
        return db.sql("""
                        with old as (delete from intake.brought where at < ? returning hash)
                        select distinct hash from old where not exists (select from intake.message m where m.pictures @> array[hash] and m.forgotten_at is null)""")
                .param(Sql.time(before))
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static Row read(ResultSet row, int n) throws SQLException {
        return new Row(
                new Message(
                        row.getLong("id"),
                        row.getString("number"),
                        row.getString("channel"),
                        Message.Kind.valueOf(row.getString("kind")),
                        row.getString("masked"),
                        row.getString("place"),
                        List.of((String[]) row.getArray("pictures").getArray()),
                        Sql.longOrNull(row, "unit"),
                        row.getBoolean("consent"),
                        row.getBoolean("reachable"),
                        Sql.instant(row, "received_at")),
                row.getString("key_hash"),
                row.getString("locale").equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
    }
}
