package org.lianxin.publishing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What of posts waits for a person: sent back or refused by every network, a correction that a look-back asked for, a notice of closing to
 * be finished, and texts whose time has passed unapproved. It waits for the unit's editors and for whose work it is.
 */
@Component
class PostWaiting implements Waiting {
    private final JdbcClient db;
    private final Clock clock;
    private final Pages pages;

    PostWaiting(JdbcClient db, Clock clock, Pages pages) {
        this.db = db;
        this.clock = clock;
        this.pages = pages;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        Set<Long> units = person.units(Role.EDITOR);
        Set<Long> written = Stream.concat(
                        units.stream(),
                        person.units(Role.PARTNER, Role.LEADER, Role.SPOKESPERSON, Role.OFFICE).stream())
                .collect(Collectors.toSet());
        if (written.isEmpty()) {
            return List.of();
        }
        Page page = pages.of(person.locale());
        return db.sql("""
                select id, state, title, remark, planned_at, changed_at, closes from publishing.post
                where (unit = any(:units) or owner = :me) and id in (
                  select id from publishing.post where unit = any(:written) and state in ('SENT_BACK', 'CORRECTION_SENT_BACK', 'REFUSED')
                  union select id from publishing.post where unit = any(:written) and state = 'CORRECTING' and remark <> ''
                  union select id from publishing.post where unit = any(:written) and state = 'DRAFT' and closes is not null
                  union select id from publishing.post where unit = any(:written) and planned_at < :now
                    and state in ('DRAFT', 'IN_REVIEW', 'CORRECTING', 'CORRECTION_IN_REVIEW'))
                order by changed_at limit 200""")
                .param("units", units.toArray(Long[]::new))
                .param("written", written.toArray(Long[]::new))
                .param("me", person.id())
                .param("now", Sql.time(clock.instant()))
                .query((row, n) -> item(row, page))
                .list();
    }

    private static Item item(ResultSet row, Page page) throws SQLException {
        String id = Ids.text(row.getLong("id"));
        PostState state = PostState.valueOf(row.getString("state"));
        Instant planned = Sql.instantOrNull(row, "planned_at");
        Instant changed = Sql.instant(row, "changed_at");
        String title = row.getString("title").isBlank() ? page.t.of("posts.untitled") : row.getString("title");
        String remark = row.getString("remark");
        String edit = "/console/posts/" + id + "/edit";
        String late = planned == null ? "" : page.t.of("posts.waiting.planned", page.when(planned));
        return switch (state) {
            case SENT_BACK, CORRECTION_SENT_BACK ->
                new Item(
                        "post/" + id + "/back",
                        "back",
                        "posts.waiting.back",
                        title,
                        remark,
                        "posts.waiting.change",
                        edit,
                        planned,
                        changed);
            case REFUSED ->
                new Item(
                        "post/" + id + "/refused",
                        "refused",
                        "posts.waiting.refused",
                        title,
                        remark,
                        "posts.waiting.change",
                        edit,
                        null,
                        changed);
            case CORRECTING ->
                new Item(
                        "post/" + id + "/correction",
                        "care",
                        "posts.waiting.flaw",
                        title,
                        remark,
                        "posts.waiting.correct",
                        edit,
                        null,
                        changed);
            case DRAFT ->
                planned == null
                        ? new Item(
                                "post/" + id + "/closure",
                                "mine",
                                "posts.waiting.closure",
                                title,
                                "",
                                "posts.waiting.go-on",
                                edit,
                                null,
                                changed)
                        : new Item(
                                "post/" + id + "/late",
                                "care",
                                "posts.waiting.late",
                                title,
                                late,
                                "posts.waiting.go-on",
                                edit,
                                planned,
                                changed);
            case IN_REVIEW, CORRECTION_IN_REVIEW, APPROVED, PUBLISHED, CORRECTION_APPROVED, WITHDRAWN, DROPPED ->
                new Item(
                        "post/" + id + "/late",
                        "care",
                        "posts.waiting.late",
                        title,
                        late,
                        "posts.waiting.look",
                        "/console/posts/" + id,
                        planned,
                        changed);
        };
    }
}
