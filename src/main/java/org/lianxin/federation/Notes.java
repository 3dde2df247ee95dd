package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The notes that stand in the fediverse, and those that were withdrawn from it. */
@Component
class Notes {
    private final JdbcClient db;

    Notes(JdbcClient db) {
        this.db = db;
    }

    /** @param body without context; empty once it is withdrawn; open: everybody may see it; create: the activity that brought it */
    record Note(
            long id,
            long account,
            boolean open,
            String url,
            String body,
            Instant publishedAt,
            @Nullable Instant withdrawnAt,
            long create) {
        private static Note read(ResultSet row, int n) throws SQLException {
            return new Note(
                    row.getLong("id"),
                    row.getLong("account"),
                    row.getBoolean("open"),
                    row.getString("url"),
                    row.getString("body"),
                    Sql.instant(row, "published_at"),
                    Sql.instantOrNull(row, "withdrawn_at"),
                    row.getLong("created_by"));
        }

        ObjectNode object() {
            return Json.own(body);
        }
    }

    private static final String SELECT = """
            select n.*, (select a.id from federation.activity a where a.note = n.id and a.type = 'CREATE') as created_by from federation.note n
            """;

    Optional<Note> find(long id) {
        return db.sql(SELECT + " where n.id = ?").param(id).query(Note::read).optional();
    }

    /** What everybody may see of an account, newest first. */
    List<Note> latest(long account, long before, int most) {
        return db.sql(
                        SELECT
                                + " where n.account = ? and n.open and n.withdrawn_at is null and n.id < ? order by n.id desc limit ?")
                .params(account, before, most)
                .query(Note::read)
                .list();
    }

    long count(long account) {
        return db.sql("select count(*) from federation.note where account = ? and open and withdrawn_at is null")
                .param(account)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    long count() {
        return db.sql("select count(*) from federation.note where open and withdrawn_at is null")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /** The bytes of an activity of ours that everybody may read. */
    Optional<byte[]> activity(long id) {
        return db.sql("""
                        select a.body from federation.activity a join federation.note n on n.id = a.note
                        where a.id = ? and n.open and (n.withdrawn_at is null or a.type = 'DELETE')""").param(id).query((row, n) -> row.getBytes(1)).optional();
    }
}
