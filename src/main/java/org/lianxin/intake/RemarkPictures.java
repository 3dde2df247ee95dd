package org.lianxin.intake;

import org.lianxin.media.Viewing;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who reads what was said on the networks sees the pictures that came with it. */
@Component
class RemarkPictures implements Viewing {
    private final JdbcClient db;

    RemarkPictures(JdbcClient db) {
        this.db = db;
    }

    @Override
    public boolean maySee(String hash, Person person) {
        return db.sql("""
                        select exists (select from intake.message m join intake.arrival a on a.message = m.id
                          where m.pictures @> array[:hash] and (:all or a.unit = any(:units)))""")
                .param("hash", hash)
                .param("all", person.readsAll())
                .param("units", person.units().toArray(Long[]::new))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }
}
