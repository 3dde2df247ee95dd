package org.lianxin.publishing;

import org.lianxin.media.Viewing;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever reads a post sees the pictures that stand in it, or stood in a submission of it. */
@Component
class PostViewing implements Viewing {
    private final JdbcClient db;

    PostViewing(JdbcClient db) {
        this.db = db;
    }

    @Override
    public boolean maySee(String hash, Person person) {
        return db.sql("""
                select p.unit from publishing.post p where p.hashes @> array[:hash] and p.state <> 'DROPPED'
                union select p.unit from publishing.revision r join publishing.post p on p.id = r.post where r.hashes @> array[:hash]""").param("hash", hash).query((row, n) -> row.getLong(1)).list().stream()
                .anyMatch(person::reads);
    }
}
