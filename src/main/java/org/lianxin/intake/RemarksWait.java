package org.lianxin.intake;

import java.util.List;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remarks that nobody has looked at: one item for all of them, for the editors of the unit whose account they were written to. */
@Component
class RemarksWait implements Waiting {
    /** More are not counted. */
    private static final int MOST = 1_000;

    private final JdbcClient db;
    private final Pages pages;

    RemarksWait(JdbcClient db, Pages pages) {
        this.db = db;
        this.pages = pages;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        Long[] units = person.units(Role.EDITOR, Role.OFFICE).toArray(Long[]::new);
        if (units.length == 0) {
            return List.of();
        }
        return db.sql("""
                        select count(*), min(arrived_at) from (
                          select arrived_at from intake.arrival where state = 'NEW' and unit = any(?) order by arrived_at desc limit ?) a
                        having count(*) > 0""")
                .params(units, MOST)
                .query((row, n) -> new Item(
                        "remarks",
                        "mine",
                        "intake.waiting.remarks",
                        pages.of(person.locale()).t.of("intake.waiting.remarks-title", row.getInt(1)),
                        "",
                        "intake.waiting.look",
                        "/console/remarks",
                        null,
                        Sql.instant(row, "min")))
                .list();
    }
}
