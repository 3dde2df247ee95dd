package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables that were brought, and their rows. */
@Component
class ImportStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BATCH = """
            select i.*, (select count(*) from registry.import_row r where r.import = i.id) as rows,
              array(select r.outcome || ' ' || count(*) from registry.import_row r where r.import = i.id and r.outcome is not null group by r.outcome) as outcomes
            from registry.import i""";

    private final JdbcClient db;

    ImportStore(JdbcClient db) {
        this.db = db;
    }

    /** Keeps a table that was tried; those that nobody took in for as long as {@code forgetBefore} go. */
    @Transactional
    void insert(Batch batch, List<Grid.Row> rows, Instant forgetBefore) {
        db.sql("delete from registry.import where state = 'TRIED' and at < ?")
                .param(Sql.time(forgetBefore))
                .update();
        db.sql("""
                insert into registry.import (id, kind, file_name, format, charset, heading, columns, state, by_person, at)
                values (:id, :kind, :name, :format, :charset, :heading, :columns, 'TRIED', :by, :at)""")
                .param("id", batch.id())
                .param("kind", batch.kind().name())
                .param("name", batch.fileName())
                .param("format", batch.format().name())
                .param("charset", batch.charset())
                .param("heading", batch.names().toArray(String[]::new))
                .param("columns", batch.columns().toArray(String[]::new))
                .param("by", batch.brought().person())
                .param("at", Sql.time(batch.brought().at()))
                .update();
        db.sql("""
                insert into registry.import_row (import, line, cells)
                select :import, r.line, r.cells from jsonb_to_recordset(cast(:rows as jsonb)) as r(line integer, cells text[])""")
                .param("import", batch.id())
                .param(
                        "rows",
                        JSON.writeValueAsString(rows.stream()
                                .map(r -> Map.of("line", r.line(), "cells", r.cells()))
                                .toList()))
                .update();
    }

    Optional<Batch> find(long id) {
        return db.sql(BATCH + " where i.id = ?")
                .param(id)
                .query(ImportStore::batch)
                .optional();
    }

    /** The table, of which nobody else does anything until the end of the transaction; and no other table goes in or out meanwhile. */
    Optional<Batch> lock(long id) {
        db.sql("select pg_advisory_xact_lock(hashtext('registry.import'))")
                .query((row, n) -> 0)
                .single();
        db.sql("select id from registry.import where id = ? for update")
                .param(id)
                .query((row, n) -> row.getLong(1))
                .optional();
        return find(id);
    }

    List<Batch> latest(@Nullable Cursor before, int limit) {
        return db.sql(BATCH + " where (i.at, i.id) < (:at, :id) order by i.at desc, i.id desc limit :limit")
                .param("at", Sql.time(before == null ? Instant.parse("9999-12-31T00:00:00Z") : before.at()))
                .param("id", before == null ? Long.MAX_VALUE : before.id())
                .param("limit", limit)
                .query(ImportStore::batch)
                .list();
    }

    List<Grid.Row> rows(long id) {
        return db.sql("select line, cells from registry.import_row where import = ? order by line")
                .param(id)
                .query((row, n) -> new Grid.Row(row.getInt(1), strings(row, "cells")))
                .list();
    }

    /** Puts another value into a cell of each of the rows. */
    void mend(long id, List<Integer> lines, int cell, String value) {
        db.sql("update registry.import_row set cells[:cell] = :value where import = :import and line = any(:lines)")
                .param("cell", cell + 1)
                .param("value", value)
                .param("import", id)
                .param("lines", lines.toArray(Integer[]::new))
                .update();
    }

    /** What each row came to, with the subjects as they are afterwards. */
    void takenIn(long id, List<Verdict> verdicts, Batch.Hand hand) {
        db.sql("update registry.import set state = 'TAKEN_IN', taken_in_by = ?, taken_in_at = ? where id = ?")
                .params(hand.person(), Sql.time(hand.at()), id)
                .update();
        db.sql("""
                update registry.import_row i set outcome = r.outcome, subject = r.subject, version = r.version, before = r.before, after = r.after, faults = r.faults
                from jsonb_to_recordset(cast(:rows as jsonb))
                  as r(line integer, outcome text, subject bigint, version integer, before jsonb, after jsonb, faults jsonb)
                where i.import = :import and i.line = r.line""")
                .param("import", id)
                .param(
                        "rows",
                        JSON.writeValueAsString(
                                verdicts.stream().map(ImportStore::written).toList()))
                .update();
    }

    private static Map<String, Object> written(Verdict v) {
        Map<String, Object> row = new HashMap<>();
        row.put("line", v.line());
        row.put("outcome", v.kind().name());
        if (v.subject() != null) {
            row.put("subject", v.subject());
        }
        row.put("version", v.version());
        row.put("before", v.before());
        row.put("after", v.after());
        row.put("faults", v.faults());
        return row;
    }

    /** The rows of a table that was taken in, as it was. */
    List<Verdict> verdicts(long id) {
        return db.sql("select * from registry.import_row where import = ? order by line")
                .param(id)
                .query((row, n) -> new Verdict(
                        row.getInt("line"),
                        strings(row, "cells"),
                        Verdict.Kind.valueOf(row.getString("outcome")),
                        Sql.longOrNull(row, "subject"),
                        row.getInt("version"),
                        JSON.readValue(row.getString("before"), new TypeReference<Map<String, String>>() {}),
                        JSON.readValue(row.getString("after"), new TypeReference<Map<String, String>>() {}),
                        JSON.readValue(row.getString("faults"), new TypeReference<List<Verdict.Fault>>() {})))
                .list();
    }

    void takenBack(long id, Map<Integer, Plan.Fate> fates, Batch.Hand hand) {
        db.sql("update registry.import set state = 'TAKEN_BACK', taken_back_by = ?, taken_back_at = ? where id = ?")
                .params(hand.person(), Sql.time(hand.at()), id)
                .update();
        db.sql("""
                update registry.import_row i set back = r.back, why = r.why
                from jsonb_to_recordset(cast(:rows as jsonb)) as r(line integer, back text, why text) where i.import = :import and i.line = r.line""")
                .param("import", id)
                .param(
                        "rows",
                        JSON.writeValueAsString(fates.entrySet().stream()
                                .map(e -> Map.of(
                                        "line",
                                        e.getKey(),
                                        "back",
                                        e.getValue().back().name(),
                                        "why",
                                        e.getValue().why()))
                                .toList()))
                .update();
    }

    Map<Integer, Plan.Fate> fates(long id) {
        Map<Integer, Plan.Fate> fates = new LinkedHashMap<>();
        db.sql("select line, back, why from registry.import_row where import = ? and back is not null order by line")
                .param(id)
                .query((row, n) -> fates.put(
                        row.getInt("line"),
                        new Plan.Fate(Plan.Back.valueOf(row.getString("back")), row.getString("why"))))
                .list();
        return fates;
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        // a cell mended behind the end of its row leaves gaps
        return Arrays.stream((@Nullable String[]) row.getArray(column).getArray())
                .map(text -> text == null ? "" : text)
                .toList();
    }

    private static Batch batch(ResultSet row, int n) throws SQLException {
        Map<Verdict.Kind, Integer> outcomes = new EnumMap<>(Verdict.Kind.class);
        for (String outcome : strings(row, "outcomes")) {
            String[] words = outcome.split(" ");
            outcomes.put(Verdict.Kind.valueOf(words[0]), Integer.parseInt(words[1]));
        }
        return new Batch(
                row.getLong("id"),
                TableKind.valueOf(row.getString("kind")),
                row.getString("file_name"),
                TableFormat.valueOf(row.getString("format")),
                row.getString("charset"),
                strings(row, "heading"),
                strings(row, "columns"),
                Batch.State.valueOf(row.getString("state")),
                row.getInt("rows"),
                outcomes,
                new Batch.Hand(row.getLong("by_person"), Sql.instant(row, "at")),
                hand(row, "taken_in"),
                hand(row, "taken_back"));
    }

    private static Batch.@Nullable Hand hand(ResultSet row, String what) throws SQLException {
        Instant at = Sql.instantOrNull(row, what + "_at");
        return at == null ? null : new Batch.Hand(row.getLong(what + "_by"), at);
    }
}
