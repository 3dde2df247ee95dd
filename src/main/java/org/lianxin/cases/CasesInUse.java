package org.lianxin.cases;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.lianxin.registry.InUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A unit that has letters, or to which words of letters lead, is not withdrawn with the table that brought it. */
@Component
class CasesInUse implements InUse {
    private final JdbcClient db;

    CasesInUse(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Set<Long> units(Collection<Long> units) {
        return found(
                "select distinct unit from cases.case where unit = any(:wanted) union select unit from cases.route where unit = any(:wanted)",
                units);
    }

    private Set<Long> found(String sql, Collection<Long> wanted) {
        return new HashSet<>(db.sql(sql)
                .param("wanted", wanted.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list());
    }
}
