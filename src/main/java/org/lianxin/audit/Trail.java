package org.lianxin.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes entries in the transaction of the event. Each carries a MAC over all its fields under a key outside the database, so that no row
 * can be made or changed by somebody who only has the database; {@link Sealer} links them.
 */
@Component
public class Trail {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final JsonMapper json;
    private final byte[] key;

    Trail(JdbcClient db, Ids ids, Clock clock, JsonMapper json, Keys keys) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
        this.key = keys.derive("audit");
    }

    /** An entry as it is shown. */
    public record Entry(
            long id,
            Instant at,
            String action,
            String subject,
            long subjectId,
            @Nullable Long unit,
            @Nullable Long actor,
            @Nullable Long standInFor,
            String details) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Audited event) {
        String details = json.writeValueAsString(event.details());
        if (details.length() > 4096) {
            throw new IllegalArgumentException("details of " + event.action() + " exceed 4096 characters");
        }
        Entry entry = new Entry(
                ids.next(),
                clock.instant(),
                event.action(),
                event.subject(),
                event.subjectId(),
                event.unit(),
                event.actor(),
                event.standInFor(),
                details);
        db.sql(
                        "insert into audit.entry (id, at, action, subject, subject_id, unit, actor, stand_in_for, details, mac) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(java.util.Arrays.asList(
                        entry.id(),
                        Sql.time(entry.at()),
                        entry.action(),
                        entry.subject(),
                        entry.subjectId(),
                        entry.unit(),
                        entry.actor(),
                        entry.standInFor(),
                        details,
                        mac(key, entry)))
                .update();
    }

    /** The story of one thing, oldest first, at most 1,000 entries. */
    public List<Entry> of(String subject, long subjectId) {
        return db.sql("select * from audit.entry where subject = ? and subject_id = ? order by id limit 1000")
                .params(subject, subjectId)
                .query(Trail::read)
                .list();
    }

    /** The latest entries before a place, of one unit or (null) of all, newest first. */
    public Slice<Entry> latest(@Nullable Long unit, @Nullable Cursor before, int limit) {
        List<Entry> rows = db.sql("""
                        select * from audit.entry
                        where (cast(:unit as bigint) is null or unit = :unit) and id < :before order by id desc limit :limit""")
                .param("unit", unit)
                .param("before", before == null ? Long.MAX_VALUE : before.id())
                .param("limit", limit + 1)
                .query(Trail::read)
                .list();
        return Slice.of(rows, limit, e -> new Cursor(e.at(), e.id()));
    }

    static Entry read(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Entry(
                row.getLong("id"),
                Sql.instant(row, "at"),
                row.getString("action"),
                row.getString("subject"),
                row.getLong("subject_id"),
                Sql.longOrNull(row, "unit"),
                Sql.longOrNull(row, "actor"),
                Sql.longOrNull(row, "stand_in_for"),
                row.getString("details"));
    }

    /** HMAC over every field, each with its length before it. */
    static byte[] mac(byte[] key, Entry e) {
        List<String> fields = java.util.Arrays.asList(
                Long.toString(e.id()),
                e.at().toString(),
                e.action(),
                e.subject(),
                Long.toString(e.subjectId()),
                String.valueOf(e.unit()),
                String.valueOf(e.actor()),
                String.valueOf(e.standInFor()),
                e.details());
        List<byte[]> bytes =
                fields.stream().map(f -> f.getBytes(StandardCharsets.UTF_8)).toList();
        ByteBuffer message =
                ByteBuffer.allocate(bytes.stream().mapToInt(b -> b.length + 4).sum());
        bytes.forEach(b -> message.putInt(b.length).put(b));
        return Keys.hmac(key, message.array());
    }
}
