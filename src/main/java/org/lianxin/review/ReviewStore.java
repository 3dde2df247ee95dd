package org.lianxin.review;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Grant;
import org.lianxin.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of reviews, what they keep, and the decisions taken. */
@Component
class ReviewStore {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Hash hash;

    ReviewStore(JdbcClient db, Ids ids, Clock clock, Hash hash) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.hash = hash;
    }

    Instant moment() {
        return clock.instant();
    }

    /** A review that has begun, with the chain it got; {@code raced}: somebody else's open review of the same thing came first. */
    record Begun(long id, String digest, List<Role> chain, boolean raced) {}

    /** Keeps the bytes and begins a review with the chain of this moment, in one statement. */
    Begun begin(Request request, Set<Long> writers, @Nullable Long by) {
        long id = ids.next();
        String digest = hash.of(Contents.canonical(request.contents(), request.mediaHashes()));
        List<Kept> contents = request.contents();
        List<List<Role>> chain = db.sql("""
                        with begun as (
                          insert into review.review (id, subject_type, subject_id, unit, category, author, writers, digest, media, chain, planned, urgent_allowed, state, asked_by, asked_at)
                          values (:id, :type, :subject, :unit, :category, :author, :writers, :digest, :media,
                            coalesce((select steps from review.chain c
                              where (c.unit = :unit or c.unit is null) and c.subject_type in (:type, '') and c.category in (:category, '')
                              order by c.category = '', c.subject_type = '', c.unit is null limit 1), array['LEADER']),
                            :planned, :urgent, 'OPEN', :by, :at)
                          on conflict (subject_type, subject_id) where state = 'OPEN' do nothing returning id, chain),
                        keeps as (
                          insert into review.kept (review, position, target, label, media_type, bytes)
                          select begun.id, k.position, k.target, k.label, k.media_type, k.bytes
                          from begun, unnest(:targets::text[], :labels::text[], :types::text[], :bytes::bytea[]) with ordinality k(target, label, media_type, bytes, position))
                        select chain from begun""")
                .param("id", id)
                .param("type", request.subjectType())
                .param("subject", request.subjectId())
                .param("unit", request.unit())
                .param("category", request.category())
                .param("author", request.author())
                .param("writers", writers.toArray(Long[]::new))
                .param("digest", digest)
                .param("media", request.mediaHashes().toArray(String[]::new))
                .param("planned", Sql.timeOrNull(request.planned()))
                .param("urgent", request.urgentAllowed())
                .param("by", by)
                .param("at", Sql.time(moment()))
                .param("targets", contents.stream().map(Kept::target).toArray(String[]::new))
                .param("labels", contents.stream().map(Kept::label).toArray(String[]::new))
                .param("types", contents.stream().map(Kept::mediaType).toArray(String[]::new))
                .param("bytes", contents.stream().map(Kept::bytes).toArray(byte[][]::new))
                .query((row, n) -> roles(row.getArray("chain")))
                .list();
        return new Begun(id, digest, chain.isEmpty() ? List.of() : chain.getFirst(), chain.isEmpty());
    }

    Optional<Review> find(long id) {
        return db.sql("select * from review.review where id = ?")
                .param(id)
                .query(ReviewStore::read)
                .optional();
    }

    Optional<Review> latest(String subjectType, long subjectId) {
        return db.sql("select * from review.review where subject_type = ? and subject_id = ? order by id desc limit 1")
                .params(subjectType, subjectId)
                .query(ReviewStore::read)
                .optional();
    }

    /** Locks the latest review of a thing. */
    Optional<Review> latestForUpdate(String subjectType, long subjectId) {
        return db.sql(
                        "select * from review.review where subject_type = ? and subject_id = ? order by id desc limit 1 for update")
                .params(subjectType, subjectId)
                .query(ReviewStore::read)
                .optional();
    }

    List<Review> ofSubject(String subjectType, long subjectId) {
        return db.sql("select * from review.review where subject_type = ? and subject_id = ? order by id limit 200")
                .params(subjectType, subjectId)
                .query(ReviewStore::read)
                .list();
    }

    List<Kept> kept(long review) {
        return db.sql("select target, label, media_type, bytes from review.kept where review = ? order by position")
                .param(review)
                .query((row, n) -> new Kept(row.getString(1), row.getString(2), row.getString(3), row.getBytes(4)))
                .list();
    }

    boolean matches(String digest, List<Kept> contents, List<String> mediaHashes) {
        return hash.matches(digest, Contents.canonical(contents, mediaHashes));
    }

    List<Review.Step> steps(Collection<Long> reviews) {
        return db.sql("select * from review.step where review = any(?) order by id")
                .param(reviews.toArray(Long[]::new))
                .query(ReviewStore::step)
                .list();
    }

    /** A decision: what is done, by which grant, and what becomes of the review. */
    record Decision(
            Review.Kind kind,
            ReviewState to,
            int step,
            @Nullable Grant grant,
            @Nullable Long person,
            String remark,
            @Nullable Instant planned) {}

    /**
     * Changes the review and notes the step in one statement; false if the review is no longer at this version, and then nothing was
     * changed.
     */
    boolean decide(Review review, Decision decision) {
        if (!review.state().may(decision.to())) {
            return false;
        }
        @Nullable Grant grant = decision.grant();
        boolean bypass = decision.kind() == Review.Kind.BYPASSED;
        Instant now = moment();
        return db.sql("""
                        with done as (
                          update review.review set state = :to, step = :step, taken = taken || :taken, planned = :planned, version = version + 1,
                            decided_at = case when :to = 'OPEN' then decided_at else :at end,
                            bypassed_by = case when :bypass then :person else bypassed_by end,
                            bypassed_for = case when :bypass then :for else bypassed_for end,
                            look_back_due = case when :bypass then :due else look_back_due end
                          where id = :id and version = :version returning id)
                        insert into review.step (id, review, kind, role, person, stand_in_for, remark, at)
                        select :step_id, done.id, :kind, :role, :person, :for, :remark, :at from done""")
                        .param("id", review.id())
                        .param("version", review.version())
                        .param("to", decision.to().name())
                        .param("step", decision.step())
                        .param(
                                "taken",
                                grant == null
                                        ? new Long[0]
                                        : Stream.of(decision.person(), grant.standInFor())
                                                .filter(java.util.Objects::nonNull)
                                                .toArray(Long[]::new))
                        .param("planned", Sql.timeOrNull(decision.planned()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("bypass", bypass)
                        .param("due", Sql.time(now.plus(Reviews.LOOK_BACK)))
                        .param("step_id", ids.next())
                        .param("kind", decision.kind().name())
                        .param("role", grant == null ? null : grant.role().name(), java.sql.Types.VARCHAR)
                        .param("person", decision.person(), java.sql.Types.BIGINT)
                        .param("for", grant == null ? null : grant.standInFor(), java.sql.Types.BIGINT)
                        .param("remark", decision.remark())
                        .param("at", Sql.time(now))
                        .update()
                == 1;
    }

    static Review read(ResultSet row, int n) throws SQLException {
        return new Review(
                row.getLong("id"),
                row.getInt("version"),
                ReviewState.valueOf(row.getString("state")),
                row.getString("digest"),
                row.getString("subject_type"),
                row.getLong("subject_id"),
                row.getLong("unit"),
                row.getString("category"),
                row.getLong("author"),
                longs(row.getArray("writers")),
                roles(row.getArray("chain")),
                row.getInt("step"),
                longs(row.getArray("taken")),
                List.of((String[]) row.getArray("media").getArray()),
                Sql.instantOrNull(row, "planned"),
                row.getBoolean("urgent_allowed"),
                Sql.longOrNull(row, "asked_by"),
                Sql.instant(row, "asked_at"),
                Sql.instantOrNull(row, "decided_at"),
                Sql.longOrNull(row, "bypassed_by"),
                Sql.longOrNull(row, "bypassed_for"),
                Sql.instantOrNull(row, "look_back_due"));
    }

    private static Review.Step step(ResultSet row, int n) throws SQLException {
        String role = row.getString("role");
        return new Review.Step(
                row.getLong("id"),
                row.getLong("review"),
                Review.Kind.valueOf(row.getString("kind")),
                role == null ? null : Role.valueOf(role),
                Sql.longOrNull(row, "person"),
                Sql.longOrNull(row, "stand_in_for"),
                row.getString("remark"),
                Sql.instant(row, "at"));
    }

    private static Set<Long> longs(Array array) throws SQLException {
        return new TreeSet<>(Arrays.asList((Long[]) array.getArray()));
    }

    static List<Role> roles(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(Role::valueOf).toList();
    }
}
