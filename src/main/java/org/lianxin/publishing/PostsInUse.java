package org.lianxin.publishing;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.lianxin.registry.InUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A unit that has posts, and an account for which one is written, are not withdrawn with the table that brought them. */
@Component
class PostsInUse implements InUse {
    private final JdbcClient db;

    PostsInUse(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Set<Long> units(Collection<Long> units) {
        return found("select distinct unit from publishing.post where unit = any(:wanted)", units);
    }

    @Override
    public Set<Long> accounts(Collection<Long> accounts) {
        return found(
                "select distinct a.id from registry.face_account a join publishing.post p on p.unit = a.unit and a.id = any(p.targets) where a.id = any(:wanted)",
                accounts);
    }

    private Set<Long> found(String sql, Collection<Long> wanted) {
        return new HashSet<>(db.sql(sql)
                .param("wanted", wanted.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list());
    }
}
