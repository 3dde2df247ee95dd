package org.lianxin.site.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Published posts, newest first, by key. */
@Component
class Posts {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = """
            p.id as page, p.post, p.account, p.account_name, coalesce(u.code, '') as unit_code, coalesce(nullif(u.short_name, ''), u.name, p.unit_name) as unit_name,
            p.category, p.section, p.title, left(p.plain, 240) as beginning, p.media, p.published_at, p.corrected_at""";
    private static final String BEFORE =
            " and (p.published_at, p.id) < (:at, :id) order by p.published_at desc, p.id desc limit :limit";

    private final JdbcClient db;

    Posts(JdbcClient db) {
        this.db = db;
    }

    Slice<Post> latest(@Nullable Cursor before, int limit) {
        return list("p.lead", Map.of(), before, limit);
    }

    Slice<Post> ofUnit(long unit, @Nullable Cursor before, int limit) {
        return list("p.lead and p.unit = :unit", Map.of("unit", unit), before, limit);
    }

    Slice<Post> ofAccount(long account, @Nullable Cursor before, int limit) {
        return list("p.account = :account", Map.of("account", account), before, limit);
    }

    Slice<Post> ofCategory(String category, @Nullable Cursor before, int limit) {
        return list("p.lead and p.category = :category", Map.of("category", category), before, limit);
    }

    private Slice<Post> list(String which, Map<String, Object> arguments, @Nullable Cursor before, int limit) {
        List<Post> rows = db.sql("select " + COLUMNS
                        + " from channels.face_page p left join registry.face_unit u on u.id = p.unit where p.withdrawn_at is null and "
                        + which + BEFORE)
                .params(arguments)
                .params(place(before))
                .param("limit", limit + 1)
                .query(Posts::read)
                .list();
        return Slice.of(rows, limit, Post::place);
    }

    private static Map<String, Object> place(@Nullable Cursor before) {
        return Map.of(
                "at",
                before == null ? "infinity" : Sql.time(before.at()),
                "id",
                before == null ? Long.MAX_VALUE : before.id());
    }

    /** Of any of these sections: a few of each are read by key and merged, so that the cost does not grow with what was published before. */
    Slice<Post> ofSections(Collection<String> codes, @Nullable Cursor before, int limit) {
        List<Post> rows = db
                .sql("select " + COLUMNS + """
                         from unnest(:codes::text[]) s(code) cross join lateral (
                          select * from channels.face_page p where p.section = s.code and p.lead and p.withdrawn_at is null
                            and (p.published_at, p.id) < (:at, :id) order by p.published_at desc, p.id desc limit :limit) p
                        left join registry.face_unit u on u.id = p.unit""")
                .param("codes", codes.toArray(String[]::new))
                .params(place(before))
                .param("limit", limit + 1)
                .query(Posts::read)
                .list()
                .stream()
                .sorted(Comparator.comparing(Post::at)
                        .thenComparingLong(Post::page)
                        .reversed())
                .limit(limit + 1)
                .toList();
        return Slice.of(rows, limit, Post::place);
    }

    /** The latest of each section, by its code. */
    Map<String, List<Post>> ofEachSection(Collection<String> codes, int each) {
        Map<String, List<Post>> posts = new LinkedHashMap<>();
        db.sql("select " + COLUMNS + """
                         from unnest(:codes::text[]) s(code) cross join lateral (
                          select * from channels.face_page p where p.section = s.code and p.lead and p.withdrawn_at is null
                          order by p.published_at desc, p.id desc limit :each) p
                        left join registry.face_unit u on u.id = p.unit order by p.published_at desc, p.id desc""")
                .param("codes", codes.toArray(String[]::new))
                .param("each", each)
                .query(Posts::read)
                .list()
                .forEach(p -> posts.computeIfAbsent(p.section(), c -> new java.util.ArrayList<>())
                        .add(p));
        return posts;
    }

    /** One account on which a post stands or stood, the one that leads first. */
    record Standing(
            long page,
            long unit,
            long account,
            String accountName,
            String unitCode,
            String unitName,
            String category,
            String section,
            String title,
            String html,
            String plain,
            List<Picture> media,
            Instant at,
            @Nullable Instant correctedAt,
            String correctionReason,
            @Nullable Instant withdrawnAt,
            String withdrawnReason) {}

    List<Standing> find(String post) {
        return db.sql("""
                        select p.*, coalesce(u.code, '') as unit_code, coalesce(u.name, p.unit_name) as full_name
                        from channels.face_page p left join registry.face_unit u on u.id = p.unit
                        where p.post = ? order by p.withdrawn_at is not null, p.lead desc, p.id""")
                .param(post)
                .query((row, n) -> new Standing(
                        row.getLong("id"),
                        row.getLong("unit"),
                        row.getLong("account"),
                        row.getString("account_name"),
                        row.getString("unit_code"),
                        row.getString("full_name"),
                        row.getString("category"),
                        row.getString("section"),
                        row.getString("title"),
                        row.getString("html"),
                        row.getString("plain"),
                        media(row),
                        Sql.instant(row, "published_at"),
                        Sql.instantOrNull(row, "corrected_at"),
                        row.getString("correction_reason"),
                        Sql.instantOrNull(row, "withdrawn_at"),
                        row.getString("withdrawn_reason")))
                .list();
    }

    /** The wordings of a page, oldest first; the last one is what stands there now. */
    List<Version> versions(long page) {
        return db.sql("select * from channels.face_page_version where page = ? order by at, delivery")
                .param(page)
                .query((row, n) -> new Version(
                        row.getString("title"),
                        row.getString("html"),
                        row.getString("plain"),
                        row.getString("reason"),
                        Sql.instant(row, "at")))
                .list();
    }

    /** The whole text of these pages, for feeds. */
    Map<Long, String> html(Collection<Long> pages) {
        Map<Long, String> html = new LinkedHashMap<>();
        db.sql("select id, html from channels.face_page where id = any(?)")
                .param(pages.toArray(Long[]::new))
                .query((row, n) -> html.put(
                        row.getLong(1), Optional.ofNullable(row.getString(2)).orElse("")))
                .list();
        return html;
    }

    private static List<Picture> media(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("media"), new TypeReference<List<Picture>>() {});
    }

    private static Post read(ResultSet row, int n) throws SQLException {
        return new Post(
                row.getLong("page"),
                row.getString("post"),
                row.getLong("account"),
                row.getString("account_name"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                row.getString("category"),
                row.getString("section"),
                row.getString("title"),
                Post.beginning(row.getString("beginning"), 80),
                media(row),
                Sql.instant(row, "published_at"),
                Sql.instantOrNull(row, "corrected_at"));
    }
}
