package org.lianxin.console.web;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Trail;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail for programs: the latest entries of a unit or all, paged by {@code before}; or the story of one thing. */
@RestController
@Access(
        value = {Role.INSPECTOR, Role.OFFICE},
        admin = true)
class AuditApi {
    private static final int PAGE = 200;

    private final Trail trail;

    AuditApi(Trail trail) {
        this.trail = trail;
    }

    record Entry(
            String id,
            Instant at,
            String action,
            String subject,
            String subjectId,
            @Nullable String unit,
            @Nullable String actor,
            @Nullable String standInFor,
            String details) {}

    record Entries(List<Entry> items, @Nullable String next) {}

    @GetMapping("/rest/v1/audit")
    Entries index(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String before) {
        if (!subject.isEmpty()) {
            long thing = Forms.id(id);
            return new Entries(
                    trail.of(subject, thing).stream().map(AuditApi::entry).toList(), null);
        }
        OptionalLong of = Ids.parse(unit);
        Slice<Trail.Entry> slice = trail.latest(
                of.isEmpty() ? null : of.getAsLong(), Cursor.parse(before).orElse(null), PAGE);
        return new Entries(
                slice.items().stream().map(AuditApi::entry).toList(),
                slice.next() == null ? null : slice.next().toString());
    }

    private static Entry entry(Trail.Entry e) {
        return new Entry(
                Ids.text(e.id()),
                e.at(),
                e.action(),
                e.subject(),
                Ids.text(e.subjectId()),
                text(e.unit()),
                text(e.actor()),
                text(e.standInFor()),
                e.details());
    }

    private static @Nullable String text(@Nullable Long id) {
        return id == null ? null : Ids.text(id);
    }
}
