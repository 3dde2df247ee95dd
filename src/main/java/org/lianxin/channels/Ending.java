package org.lianxin.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lianxin.kernel.Sql;
import org.lianxin.notices.Notices;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Team;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Connections that end: an item for the unit's editors from seven days before, and a ring at seven, three and one. */
@Component
class Ending implements Waiting {
    private static final Duration AHEAD = Duration.ofDays(7);

    private final JdbcClient db;
    private final Clock clock;
    private final Told told;
    private final Allowances allowances;

    Ending(JdbcClient db, Clock clock, Told told, Allowances allowances) {
        this.db = db;
        this.clock = clock;
        this.told = told;
        this.allowances = allowances;
    }

    /** Who is told, and in which words. */
    @Component
    record Told(Notices notices, Team team, Pages pages) {}

    @Override
    public List<Item> waitingFor(Person person) {
        Long[] units = person.units(Role.EDITOR).toArray(Long[]::new);
        if (units.length == 0) {
            return List.of();
        }
        var texts = told.pages().texts(person.locale());
        return db.sql("""
                        select c.account, c.state, c.expires_at, c.connected_at, c.version, a.name, a.platform
                        from channels.connection c join registry.face_account a on a.id = c.account
                        where a.unit = any(:units) and (c.state = 'EXPIRED' or (c.state = 'OPEN' and c.expires_at < :ahead))
                        order by c.expires_at limit 200""")
                .param("units", units)
                .param("ahead", Sql.time(clock.instant().plus(AHEAD)))
                .query((row, n) -> new Item(
                        "connection/" + row.getLong("account") + "/" + row.getInt("version"),
                        row.getString("state").equals("EXPIRED") ? "care" : "mine",
                        "channels.waiting.authorise",
                        row.getString("name"),
                        texts.of("registry.platform."
                                + Platform.valueOf(row.getString("platform")).name()),
                        "channels.waiting.authorise-it",
                        "/console/accounts/" + row.getLong("account") + "/connection",
                        Sql.instantOrNull(row, "expires_at"),
                        row.getString("state").equals("EXPIRED")
                                ? Sql.instant(row, "connected_at")
                                : Sql.instant(row, "expires_at").minus(AHEAD)))
                .list();
    }

    private record Warned(long account, long unit) {}

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 60_000)
    void look() {
        Instant now = clock.instant();
        for (int days : new int[] {1, 3, 7}) {
            db.sql("""
                            update channels.connection c set warned = :days from registry.face_account a
                            where a.id = c.account and c.state = 'OPEN' and c.expires_at < :until and (c.warned is null or c.warned > :days)
                            returning c.account, a.unit""")
                    .param("days", days)
                    .param("until", Sql.time(now.plus(Duration.ofDays(days))))
                    .query((row, n) -> new Warned(row.getLong("account"), row.getLong("unit")))
                    .list()
                    .forEach(w -> told.notices().ring(told.team().holders(Role.EDITOR, w.unit())));
        }
        allowances.forget(now.minus(Duration.ofDays(40)));
    }
}
