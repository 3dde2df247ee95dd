package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All rooms together: migrations apply, beans fit, no address is taken twice. */
@LianxinTest
class StartsTests {
    @Autowired
    JdbcClient db;

    @Test
    void the_whole_program_starts_on_a_migrated_database() {
        assertThat(db.sql("select count(*) from flyway.flyway_schema_history where not success")
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isZero();
    }
}
