package org.lianxin.cases;

import org.lianxin.media.Viewing;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who reads a case sees the citizen's pictures and those of its answers. */
@Component
class CasePictures implements Viewing {
    private final JdbcClient db;

    CasePictures(JdbcClient db) {
        this.db = db;
    }

    @Override
    public boolean maySee(String hash, Person person) {
        return db.sql("""
                        select exists (select from cases.case c where c.pictures <> '{}' and c.pictures @> array[:hash] and (:all or c.unit = any(:units)))
                          or exists (select from cases.reply_picture p join cases.reply r on r.id = p.reply join cases.case c on c.id = r.case_id
                                     where p.hash = :hash and (:all or c.unit = any(:units)))""")
                .param("hash", hash)
                .param("all", person.readsAll())
                .param("units", person.units().toArray(Long[]::new))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }
}
