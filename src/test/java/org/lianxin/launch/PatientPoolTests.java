package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.TestPostgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.AbstractDataSource;

@LianxinTest
class PatientPoolTests {
    @Autowired
    DataSource pool;

    /** A database that refuses until some moment. */
    private static final class Away extends AbstractDataSource {
        private final DatabaseAddress database = TestPostgres.freshDatabase();
        private final long until;
        private final String state;
        private final AtomicInteger asked = new AtomicInteger();

        Away(Duration away, String state) {
            this.until = System.nanoTime() + away.toNanos();
            this.state = state;
        }

        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            if (System.nanoTime() < until) {
                throw new SQLException("away", state);
            }
            return database.connect("tests");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    @Test
    void the_program_has_it() {
        assertThat(((HikariDataSource) pool).getDataSource()).isInstanceOf(PatientPool.Door.class);
    }

    @Test
    void the_pool_goes_on_as_soon_as_the_database_answers() throws Exception {
        // the pool by itself would ask at 0, 10, 30 … 1270, 2550, 5110 ms, eleven times, and come back two and a half
        // seconds late
        Away database = new Away(Duration.ofMillis(2_650), "08001");
        try (HikariDataSource patient = new HikariDataSource()) {
            patient.setDataSource(new PatientPool.Door(database));
            patient.setInitializationFailTimeout(-1);
            patient.setMaximumPoolSize(1);
            try (Connection connection = patient.getConnection()) {
                assertThat(connection.isValid(2)).isTrue();
                assertThat(database.asked.get()).isGreaterThan(15);
            }
        }
    }

    @Test
    void a_wrong_password_is_told_at_once() {
        Away database = new Away(Duration.ofDays(1), "28P01");
        assertThatThrownBy(() -> new PatientPool.Door(database).getConnection().close())
                .isInstanceOf(SQLException.class);
        assertThat(database.asked).hasValue(1);
    }
}
