package org.lianxin.federation;

import java.util.List;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports from other servers that nobody has looked at: one item for all of them, for the office. */
@Component
class FlagsWait implements Waiting {
    private final JdbcClient db;
    private final Pages pages;

    FlagsWait(JdbcClient db, Pages pages) {
        this.db = db;
        this.pages = pages;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        return !person.is(Role.OFFICE)
                ? List.of()
                : db.sql("select count(*), min(at) from federation.flag where settled_at is null having count(*) > 0")
                        .query((row, n) -> new Item(
                                "fediverse-reports",
                                "mine",
                                "federation.waiting.reports",
                                pages.of(person.locale()).t.of("federation.waiting.reports-title", row.getInt(1)),
                                "",
                                "federation.waiting.look",
                                "/console/fediverse",
                                null,
                                Sql.instant(row, "min")))
                        .list();
    }
}
