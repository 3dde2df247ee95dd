package org.lianxin.review;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.lianxin.registry.InUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A unit with a chain of its own is not withdrawn with the table that brought it. */
@Component
class ChainsInUse implements InUse {
    private final JdbcClient db;

    ChainsInUse(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Set<Long> units(Collection<Long> units) {
        return found("select distinct unit from review.chain where unit = any(:wanted)", units);
    }

    private Set<Long> found(String sql, Collection<Long> wanted) {
        return new HashSet<>(db.sql(sql)
                .param("wanted", wanted.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list());
    }
}
