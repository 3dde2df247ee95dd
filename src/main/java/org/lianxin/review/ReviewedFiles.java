package org.lianxin.review;

import org.lianxin.media.Viewing;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever may read a review may see the files that go out with it. */
@Component
class ReviewedFiles implements Viewing {
    private final JdbcClient db;

    ReviewedFiles(JdbcClient db) {
        this.db = db;
    }

    @Override
    public boolean maySee(String hash, Person person) {
        return db.sql(
                        "select exists (select from review.review where media @> array[:hash] and media <> '{}' and (:all or unit = any(:units)))")
                .param("hash", hash)
                .param("all", person.readsAll())
                .param("units", person.units().toArray(Long[]::new))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }
}
