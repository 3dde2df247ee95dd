package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
 * What of the register waits for the office: a unit that publishes and has nobody to sign off, an account that is late or long on trial, a
 * closing whose notice does not come, or has come.
 */
@Component
class RegisterWaits implements Waiting {
    /** After this long on trial somebody decides. */
    static final Duration TRIAL = Duration.ofDays(60);

    /** A notice that is not out after this long has been forgotten. */
    static final Duration NOTICE = Duration.ofDays(7);

    private final JdbcClient db;
    private final Clock clock;
    private final Pages pages;

    RegisterWaits(JdbcClient db, Clock clock, Pages pages) {
        this.db = db;
        this.clock = clock;
        this.pages = pages;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        if (!person.is(Role.OFFICE)) {
            return List.of();
        }
        Instant now = clock.instant();
        Page page = pages.of(person.locale());
        return db.sql("""
                        select 'leader' as what, u.id, u.name, '' as platform, '' as unit_name, null as planned_for,
                          coalesce((select max(until) from registry.member m where m.unit = u.id and m.role = 'LEADER'), u.created_at) as since
                        from registry.unit u
                        where u.withdrawn_at is null and exists (
                            select from registry.account a where a.unit = u.id and a.state in ('TRIAL', 'LIVE') and a.withdrawn_at is null)
                          and not exists (select from registry.member m where m.unit = u.id and m.role = 'LEADER' and m.until is null)
                        union all
                        select case when a.closure_notice_at is not null then 'close' when a.closure_proposed_at is not null then 'notice'
                            when a.planned_for < :today then 'late' else 'trial' end,
                          a.id, a.name, a.platform, coalesce(nullif(u.short_name, ''), u.name), a.planned_for,
                          coalesce(a.closure_notice_at, a.closure_proposed_at, t.at)
                        from registry.account a join registry.unit u on u.id = a.unit
                        cross join lateral (select max(m.at) as at from registry.account_move m where m.account = a.id and m.to_state = a.state) t
                        where a.withdrawn_at is null and a.state <> 'CLOSED'
                          and (a.closure_notice_at is not null or a.closure_proposed_at < :forgotten
                            or (a.closure_proposed_at is null and a.state in ('PLANNED', 'TRIAL') and a.planned_for < :today)
                            or (a.closure_proposed_at is null and a.state = 'TRIAL' and t.at < :long))
                        order by since limit 200""")
                .param("today", now.atZone(clock.getZone()).toLocalDate())
                .param("forgotten", Sql.time(now.minus(NOTICE)))
                .param("long", Sql.time(now.minus(TRIAL)))
                .query((row, n) -> item(row, page))
                .list();
    }

    private Item item(ResultSet row, Page page) throws SQLException {
        String what = row.getString("what");
        String id = Ids.text(row.getLong("id"));
        String title = row.getString("name");
        Instant since = Sql.instant(row, "since");
        String key = "registry.waiting." + what;
        if (what.equals("leader")) {
            return new Item(
                    "unit/" + id + "/leader",
                    "care",
                    key,
                    title,
                    page.t.of("registry.waiting.leader-what"),
                    "registry.waiting.appoint",
                    "/console/units/" + id + "/members/new?as=LEADER.IN_CHARGE",
                    null,
                    since);
        }
        @Nullable LocalDate planned = row.getObject("planned_for", LocalDate.class);
        @Nullable
        Instant due = what.equals("late") && planned != null
                ? planned.plusDays(1).atStartOfDay(clock.getZone()).toInstant()
                : null;
        String detail = page.t.of(
                "registry.waiting.where",
                row.getString("unit_name"),
                page.t.of("registry.platform." + row.getString("platform")));
        String mark = what.equals("close") || what.equals("trial") ? "mine" : "care";
        String verb = what.equals("close") ? "registry.waiting.close-it" : "registry.waiting.look";
        return new Item(
                "account/" + id + "/" + what + (planned == null ? "" : "/" + planned),
                mark,
                key,
                title,
                detail,
                verb,
                "/console/accounts/" + id,
                due,
                since);
    }
}
