package org.lianxin.channels.wechat;

import java.util.List;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A message to all that did not go, or of which nobody knows, is for the editors of the account's unit to settle. */
@Component
class WechatMassesWait implements Waiting {
    private final JdbcClient db;

    WechatMassesWait(JdbcClient db) {
        this.db = db;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        Long[] units = person.units(Role.EDITOR).toArray(Long[]::new);
        if (units.length == 0) {
            return List.of();
        }
        return db.sql("""
                        select m.delivery, m.round, m.state, m.why, m.ended_at, m.asked_at, a.name from channels.wechat_mass m
                        join registry.face_account a on a.id = m.account
                        where a.unit = any(:units) and m.state in ('FAILED', 'REFUSED', 'UNKNOWN') and m.deleted_at is null order by m.delivery desc limit 200""")
                .param("units", units)
                .query((row, n) -> {
                    boolean unknown = row.getString("state").equals("UNKNOWN");
                    var ended = Sql.instantOrNull(row, "ended_at");
                    return new Item(
                            "mass/" + row.getLong("delivery") + "/" + row.getInt("round"),
                            unknown ? "unknown" : "care",
                            unknown ? "channels.mass.waiting.unknown" : "channels.mass.waiting.failed",
                            row.getString("name"),
                            row.getString("why"),
                            "channels.mass.waiting.look",
                            "/console/masses/" + row.getLong("delivery"),
                            null,
                            ended == null ? Sql.instant(row, "asked_at") : ended);
                })
                .list();
    }
}
