package org.lianxin.publishing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of posts and their revisions. */
@Component
class PostStore {
    private static final TypeReference<List<Illustration>> ILLUSTRATIONS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;

    PostStore(JdbcClient db) {
        this.db = db;
    }

    Optional<Post> find(long id) {
        return db.sql("select * from publishing.post where id = ?")
                .param(id)
                .query(PostStore::post)
                .optional();
    }

    /** The row is ours until the transaction ends. Whoever also touches the post's deliveries touches those first, and its review afterwards. */
    Optional<Post> lock(long id) {
        return db.sql("select * from publishing.post where id = ? for update")
                .param(id)
                .query(PostStore::post)
                .optional();
    }

    /** False if there is one of that id already. */
    boolean insert(long id, long unit, Draft draft, @Nullable Long owner, @Nullable Long closes, Instant at) {
        return draft(db.sql("""
                insert into publishing.post (id, unit, state, title, text, category, section, targets, media, hashes, planned_at, note, owner, edited_by, writers,
                  created_at, changed_at, closes, carries)
                values (:id, :unit, 'DRAFT', :title, :text, :category, :section, :targets, cast(:media as jsonb), :hashes, :planned, :note, :owner, :owner, :writers,
                  :at, :at, :closes, :carries) on conflict (id) do nothing"""), draft)
                        .param("id", id)
                        .param("unit", unit)
                        .param("owner", owner)
                        .param("writers", owner == null ? new Long[0] : new Long[] {owner})
                        .param("at", Sql.time(at))
                        .param("closes", closes)
                        .param("carries", draft.carries())
                        .update()
                == 1;
    }

    /** Writes the working copy if nobody has meanwhile; {@code writer}: whoever changed the words, or null if only the time was changed. */
    boolean save(long id, int version, PostState state, Draft draft, @Nullable Long writer, Instant at) {
        return draft(db.sql("""
                update publishing.post set state = :state, title = :title, text = :text, category = :category, section = :section, targets = :targets,
                  media = cast(:media as jsonb), hashes = :hashes, planned_at = :planned, note = :note, edited_by = coalesce(cast(:writer as bigint), edited_by),
                  writers = case when cast(:writer as bigint) is null or :writer = any(writers) then writers else writers || cast(:writer as bigint) end,
                  late_told = false, changed_at = :at, version = version + 1
                where id = :id and version = :version"""), draft)
                        .param("id", id)
                        .param("version", version)
                        .param("state", state.name())
                        .param("writer", writer)
                        .param("at", Sql.time(at))
                        .update()
                == 1;
    }

    /** A move that leaves the words alone. */
    void move(long id, PostState to, String remark, Instant at) {
        db.sql(
                        "update publishing.post set state = ?, remark = ?, flaw = '', changed_at = ?, version = version + 1 where id = ?")
                .params(to.name(), remark, Sql.time(at), id)
                .update();
    }

    /** Freezes the working copy as revision {@code post.revision() + 1} and sends it to its review, in one statement. */
    void submit(Post post, long review, long by, Instant at) {
        db.sql("""
                with p as (
                  update publishing.post set state = :state, revision = revision + 1, review = :review, remark = '', changed_at = :at, version = version + 1
                  where id = :id returning *)
                insert into publishing.revision (post, number, correction, title, text, category, section, targets, media, hashes, planned_at, note, writers,
                  submitted_by, submitted_at, review, carries)
                select id, revision, :correction, title, text, category, section, targets, media, hashes, planned_at, note, writers, :by, :at, :review, carries from p""")
                .param(
                        "state",
                        post.state().after(PostState.Move.SUBMIT).orElseThrow().name())
                .param("review", review)
                .param("id", post.id())
                .param("correction", post.state().correction())
                .param("by", by)
                .param("at", Sql.time(at))
                .update();
    }

    /** A working copy over the published text: the same words to begin with, nobody has written on it yet, and what changed is still to be said. */
    void openCorrection(long id, PostState to, String remark, Instant at) {
        db.sql("""
                update publishing.post set state = ?, remark = ?, flaw = '', note = case when state = 'PUBLISHED' then '' else note end, planned_at = null,
                  changed_at = ?, version = version + 1 where id = ?""").params(to.name(), remark, Sql.time(at), id).update();
    }

    /** The look-back failed while the post cannot be corrected yet. */
    void flaw(long id, String remark) {
        db.sql("update publishing.post set flaw = ? where id = ?")
                .params(remark, id)
                .update();
    }

    /** A network has it. A failed look-back that waited for this opens the correction now. */
    void confirmed(Post post, PostState next, Instant at) {
        db.sql("""
                update publishing.post set first_published_at = coalesce(first_published_at, :at),
                  state = case when :published and flaw <> '' then 'CORRECTING' else :state end,
                  remark = case when :published and flaw <> '' then flaw else remark end,
                  flaw = case when :published then '' else flaw end,
                  planned_at = case when :moved then null else planned_at end,
                  changed_at = case when :moved then :at else changed_at end, version = version + case when :moved then 1 else 0 end
                where id = :id""")
                .param("at", Sql.time(at))
                .param("published", next == PostState.PUBLISHED)
                .param("state", next.name())
                .param("moved", next != post.state())
                .param("id", post.id())
                .update();
    }

    /** A draft ends; a correction gives way to the published text, and the words that readers have become the working copy again. */
    void drop(Post post, PostState to, Instant at) {
        published(post.id())
                .filter(r -> post.state().correction())
                .ifPresent(r -> draft(db.sql("""
                update publishing.post set title = :title, text = :text, category = :category, section = :section, targets = :targets, media = cast(:media as jsonb),
                  hashes = :hashes, planned_at = :planned, note = :note, writers = '{}' where id = :id"""), r.draft().at(null))
                        .param("id", post.id())
                        .update());
        move(post.id(), to, "", at);
    }

    void handOver(long from, long to) {
        db.sql("""
                update publishing.post set owner = ? where owner = ? and state not in ('PUBLISHED', 'WITHDRAWN', 'DROPPED')""").params(to, from).update();
    }

    /** Notices of an account's closing that are with their writers, locked. */
    List<Post> unfinishedNotices(long unit, long account) {
        return db.sql(
                        "select * from publishing.post where unit = ? and state in ('DRAFT', 'SENT_BACK') and closes = ? order by id for update")
                .params(unit, account)
                .query(PostStore::post)
                .list();
    }

    List<Revision> revisions(long post) {
        return db.sql("select * from publishing.revision where post = ? order by number desc limit 200")
                .param(post)
                .query(PostStore::revision)
                .list();
    }

    /** The revision that readers have now: the latest that went out. */
    Optional<Revision> published(long post) {
        return db.sql("""
                select r.* from publishing.revision r
                where r.post = :post and r.number = (select max(e.revision) from publishing.entry e where e.post = :post and e.state = 'OUT' and not e.awaiting)""").param("post", post).query(PostStore::revision).optional();
    }

    /** Posts that carry this one further and are not thrown away or withdrawn. */
    List<Post> carrying(long original) {
        return db.sql(
                        "select * from publishing.post where carries = ? and state not in ('WITHDRAWN', 'DROPPED') order by id")
                .param(original)
                .query(PostStore::post)
                .list();
    }

    void keepAside(long post, long person, Draft draft, Instant at) {
        db.sql("""
                insert into publishing.aside (post, person, title, text, kept_at) values (?, ?, ?, ?, ?)
                on conflict (post, person) do update set title = excluded.title, text = excluded.text, kept_at = excluded.kept_at""")
                .params(post, person, draft.title(), draft.text(), Sql.time(at))
                .update();
    }

    Optional<Aside> aside(long post, long person) {
        return db.sql("select * from publishing.aside where post = ? and person = ?")
                .params(post, person)
                .query((row, n) ->
                        new Aside(row.getString("title"), row.getString("text"), Sql.instant(row, "kept_at")))
                .optional();
    }

    void forgetAside(long post, long person) {
        db.sql("delete from publishing.aside where post = ? and person = ?")
                .params(post, person)
                .update();
    }

    private static JdbcClient.StatementSpec draft(JdbcClient.StatementSpec statement, Draft draft) {
        return statement
                .param("title", draft.title())
                .param("text", draft.text())
                .param("category", draft.category().name())
                .param("section", draft.section())
                .param("targets", draft.targets().toArray(Long[]::new))
                .param("media", JSON.writeValueAsString(draft.media()))
                .param("hashes", draft.media().stream().map(Illustration::hash).toArray(String[]::new))
                .param("planned", Sql.timeOrNull(draft.planned()))
                .param("note", draft.note());
    }

    static Post post(ResultSet row, int n) throws SQLException {
        return new Post(
                row.getLong("id"),
                row.getLong("unit"),
                PostState.valueOf(row.getString("state")),
                row.getInt("version"),
                draft(row),
                Sql.longOrNull(row, "owner"),
                Sql.longOrNull(row, "edited_by"),
                longs(row, "writers"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                row.getInt("revision"),
                Sql.longOrNull(row, "review"),
                row.getString("remark"),
                Sql.instantOrNull(row, "first_published_at"),
                Sql.longOrNull(row, "closes"));
    }

    static Revision revision(ResultSet row, int n) throws SQLException {
        return new Revision(
                row.getLong("post"),
                row.getInt("number"),
                row.getBoolean("correction"),
                draft(row),
                longs(row, "writers"),
                row.getLong("submitted_by"),
                Sql.instant(row, "submitted_at"),
                row.getLong("review"),
                Sql.instantOrNull(row, "passed_at"),
                Sql.longOrNull(row, "passed_by"),
                Sql.longOrNull(row, "passed_for"),
                row.getBoolean("urgent"));
    }

    private static Draft draft(ResultSet row) throws SQLException {
        return new Draft(
                row.getString("title"),
                row.getString("text"),
                Category.valueOf(row.getString("category")),
                Sql.longOrNull(row, "section"),
                longs(row, "targets"),
                JSON.readValue(row.getString("media"), ILLUSTRATIONS),
                Sql.instantOrNull(row, "planned_at"),
                row.getString("note"),
                Sql.longOrNull(row, "carries"));
    }

    static List<Long> longs(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((Long[]) array.getArray());
    }
}
