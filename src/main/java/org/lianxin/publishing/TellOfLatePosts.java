package org.lianxin.publishing;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.lianxin.kernel.Sql;
import org.lianxin.notices.Notices;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A post whose time passes while nobody has approved it does not go out by itself; its editors are told, once for each time set. */
@Component
class TellOfLatePosts {
    private final JdbcClient db;
    private final Notices notices;
    private final Clock clock;

    TellOfLatePosts(JdbcClient db, Notices notices, Clock clock) {
        this.db = db;
        this.notices = notices;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 30_000)
    @Transactional
    public void tell() {
        Set<Long> people = new HashSet<>();
        db.sql("""
                with late as (
                  update publishing.post set late_told = true where id in (
                    select id from publishing.post where planned_at < :now and not late_told and state in ('DRAFT', 'IN_REVIEW', 'SENT_BACK', 'CORRECTING',
                      'CORRECTION_IN_REVIEW', 'CORRECTION_SENT_BACK') order by planned_at limit 500 for update skip locked)
                  returning unit, owner)
                select owner from late where owner is not null
                union select m.person from late join registry.face_member m on m.unit = late.unit and m.role = 'EDITOR'""")
                .param("now", Sql.time(clock.instant()))
                .query((row, n) -> people.add(row.getLong(1)))
                .list();
        notices.ring(people);
    }
}
