package org.lianxin.cases;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.notices.Notices;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the services of this module share: the database, ids, time, the trail, and the case's own timeline. */
@Component
record CaseDesk(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events, Notices notices) {

    /** One more row of the timeline and of the audit trail, in the caller's transaction. */
    void note(Case letter, Happening what, By by, String words, String remark) {
        note(letter, letter.unit(), what, by, words, remark);
    }

    void note(Case letter, @Nullable Long unit, Happening what, By by, String words, String remark) {
        db.sql("""
                        insert into cases.step (id, case_id, what, open, unit, by_person, stand_in_for, at, words, remark)
                        values (:id, :case, :what, :open, :unit, :by, :for, :at, :words, :remark)""")
                .param("id", ids.next())
                .param("case", letter.id())
                .param("what", what.name())
                .param("open", what.open())
                .param("unit", unit)
                .param("by", by.person())
                .param("for", by.standInFor())
                .param("at", Sql.time(clock.instant()))
                .param("words", words)
                .param("remark", remark)
                .update();
        // the trail never holds what citizens wrote, not even masked
        events.publishEvent(new Audited.Entry(
                "case." + what.word(),
                "case",
                letter.id(),
                unit,
                by.person(),
                by.standInFor(),
                Map.of(
                        "number",
                        letter.number(),
                        "remark",
                        what == Happening.RATED || what == Happening.REOPENED ? "" : cut(remark))));
    }

    private static String cut(String text) {
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    void ring(Collection<Long> people) {
        notices.ring(people);
    }
}
