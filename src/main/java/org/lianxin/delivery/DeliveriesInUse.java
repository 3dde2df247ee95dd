package org.lianxin.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.lianxin.registry.InUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A unit or account to which something went out, or shall go, is not withdrawn with the table that brought it. */
@Component
class DeliveriesInUse implements InUse {
    private final JdbcClient db;

    DeliveriesInUse(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Set<Long> units(Collection<Long> units) {
        return found("select distinct unit from delivery.delivery where unit = any(:wanted)", units);
    }

    @Override
    public Set<Long> accounts(Collection<Long> accounts) {
        return found("select distinct account from delivery.delivery where account = any(:wanted)", accounts);
    }

    private Set<Long> found(String sql, Collection<Long> wanted) {
        return new HashSet<>(db.sql(sql)
                .param("wanted", wanted.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list());
    }
}
