package org.lianxin.site.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Bigrams;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers that everybody may read: those of citizens who agreed to it, as long as they do. */
@Component
class Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FROM = """
            select r.*, coalesce(u.code, '') as unit_code, coalesce(u.name, r.unit_name) as full_name
            from channels.face_reply r left join registry.face_unit u on u.id = r.unit
              left join cases.face_case private on private.number = r.number and not private.consent
            where private.id is null
            """;

    private static final String EVER = FROM.replace("channels.face_reply ", "channels.face_reply_ever ");

    private final JdbcClient db;

    Answers(JdbcClient db) {
        this.db = db;
    }

    /** What somebody looks for; empty and null mean everything. */
    record Sieve(String words, String kind, @Nullable Long unit) {
        static final Sieve ALL = new Sieve("", "", null);
    }

    Slice<Answer> latest(Sieve sieve, @Nullable Cursor before, int limit) {
        Map<String, Object> arguments = new HashMap<>();
        StringBuilder where = new StringBuilder("and r.lead and (r.published_at, r.id) < (:at, :id)");
        arguments.put("at", before == null ? "infinity" : Sql.time(before.at()));
        arguments.put("id", before == null ? Long.MAX_VALUE : before.id());
        if (sieve.unit() != null) {
            where.append(" and r.unit = :unit");
            arguments.put("unit", sieve.unit());
        }
        if (!sieve.kind().isEmpty()) {
            where.append(" and r.category = :kind");
            arguments.put("kind", sieve.kind());
        }
        words(sieve.words(), where, arguments);
        List<Answer> rows = db.sql(FROM + where + " order by r.published_at desc, r.id desc limit :limit")
                .params(arguments)
                .param("limit", limit + 1)
                .query(Answers::read)
                .list();
        return Slice.of(rows, limit, Answer::place);
    }

    /** Pairs of characters find candidates by the index; the words themselves decide. */
    private static void words(String words, StringBuilder where, Map<String, Object> arguments) {
        List<String> wanted = Bigrams.words(words).stream().limit(8).toList();
        for (int i = 0; i < wanted.size(); i++) {
            where.append(" and strpos(lower(r.question || ' ' || r.plain), :w")
                    .append(i)
                    .append(") > 0");
            arguments.put("w" + i, wanted.get(i));
        }
        Set<String> pairs = Bigrams.of(String.join(" ", wanted));
        if (!pairs.isEmpty()) {
            where.append(" and r.grams @> cast(:grams as text[])");
            arguments.put("grams", pairs.toArray(String[]::new));
        }
    }

    /** The question with all its answers, oldest first; of withdrawn ones when and why. */
    Optional<Answer> find(String number) {
        List<Answer> all = db.sql(EVER + "and r.number = ? order by r.published_at, r.id")
                .param(number)
                .query((row, n) -> read(row, Sql.instantOrNull(row, "withdrawn_at"), row.getString("withdrawn_reason")))
                .list();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Answer last = all.stream().filter(a -> !a.gone()).reduce((a, b) -> b).orElseGet(all::getLast);
        return Optional.of(new Answer(
                last.page(),
                number,
                last.kind(),
                last.unitCode(),
                last.unitName(),
                last.question(),
                all.stream().flatMap(a -> a.replies().stream()).toList(),
                all.getFirst().at()));
    }

    private static Answer read(ResultSet row, int n) throws SQLException {
        return read(row, null, "");
    }

    private static Answer read(ResultSet row, @Nullable Instant withdrawnAt, String withdrawnReason)
            throws SQLException {
        Answer.Reply reply = new Answer.Reply(
                row.getString("html"),
                row.getString("plain"),
                Sql.instant(row, "published_at"),
                row.getString("account_name"),
                JSON.readValue(row.getString("media"), new TypeReference<List<Picture>>() {}),
                Sql.instantOrNull(row, "corrected_at"),
                row.getString("correction_reason"),
                withdrawnAt,
                withdrawnReason);
        return new Answer(
                row.getLong("id"),
                row.getString("number"),
                row.getString("category"),
                row.getString("unit_code"),
                row.getString("full_name"),
                row.getString("question"),
                List.of(reply),
                reply.at());
    }
}
