package org.lianxin.site.web;

import java.util.List;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Pages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a post went besides the micro-site. Rehearsals are nobody else's business. */
@Component
class Postings {
    private final JdbcClient db;
    private final Pages.Site site;

    Postings(JdbcClient db, Pages.Site site) {
        this.db = db;
        this.site = site;
    }

    /** What still stands goes first, then by time. */
    List<Posting> of(long post) {
        String here = site.publicUrl() + "/posts/" + post;
        return db.sql("""
                        select * from (
                          select distinct on (d.account) d.account, coalesce(a.name, '') as name, d.platform, coalesce(u.code, '') as unit_code,
                            coalesce(u.name, '') as unit_name, d.url, d.confirmed_at, d.state = 'WITHDRAWN' as gone, w.confirmed_at as gone_at, w.reason
                          from delivery.face_delivery d
                          left join registry.face_account a on a.id = d.account
                          left join registry.face_unit u on u.id = coalesce(a.unit, d.unit)
                          left join lateral (select confirmed_at, reason from delivery.face_delivery
                            where subject_type = 'post' and subject_id = d.subject_id and kind = 'WITHDRAW' and published = d.id and confirmed_at is not null
                            order by id desc limit 1) w on true
                          where d.subject_type = 'post' and d.subject_id = ? and d.kind = 'PUBLISH' and d.state in ('CONFIRMED', 'WITHDRAWN')
                            and d.platform not in ('SITE', 'SANDBOX')
                          order by d.account, d.id desc) places
                        order by gone, confirmed_at, account""")
                .param(post)
                .query((row, n) -> new Posting(
                        row.getLong("account"),
                        row.getString("name"),
                        row.getString("platform"),
                        row.getString("unit_code"),
                        row.getString("unit_name"),
                        link(row.getString("url"), here),
                        Sql.instant(row, "confirmed_at"),
                        row.getBoolean("gone")
                                ? java.util.Objects.requireNonNullElse(
                                        Sql.instantOrNull(row, "gone_at"), Sql.instant(row, "confirmed_at"))
                                : null,
                        row.getBoolean("gone")
                                ? java.util.Objects.requireNonNullElse(row.getString("reason"), "")
                                : ""))
                .list();
    }

    /** None to this very page, which a note of our own names as the one for people, and none to what is no page at all. */
    private static String link(String url, String here) {
        return url.matches("https?://.+") && !url.equals(here) ? url : "";
    }
}
