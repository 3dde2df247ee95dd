package org.lianxin.launch;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * The pool asks a database that is away at doubled distances: one that was gone for six seconds would be missed for eleven. Here whoever asks
 * for the pool waits at the door, looks twenty times a second, and all goes on as soon as the database does.
 */
@Component
final class PatientPool implements BeanPostProcessor {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final long BETWEEN_LOOKS = 50_000_000;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null && pool.getJdbcUrl() != null) {
            pool.setDataSource(new Door(new DriverDataSource(
                    pool.getJdbcUrl(),
                    pool.getDriverClassName(),
                    pool.getDataSourceProperties(),
                    pool.getUsername(),
                    pool.getPassword())));
        }
        return bean;
    }

    /** Answers with a connection, or with the last refusal after four seconds; what is no absence is passed on at once. */
    static final class Door extends DelegatingDataSource {
        Door(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return atLast(() -> super.getConnection());
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return atLast(() -> super.getConnection(user, password));
        }

        private interface Asking {
            Connection ask() throws SQLException;
        }

        private static Connection atLast(Asking asking) throws SQLException {
            long end = System.nanoTime() + LONGEST.toNanos();
            while (true) {
                try {
                    return asking.ask();
                } catch (SQLException refused) {
                    if (!isAway(refused)
                            || System.nanoTime() > end
                            || Thread.currentThread().isInterrupted()) {
                        throw refused;
                    }
                    LockSupport.parkNanos(BETWEEN_LOOKS);
                }
            }
        }

        /** Nobody listens (class 08), or it is starting or stopping (57P01 to 57P03). */
        private static boolean isAway(SQLException refused) {
            String state = refused.getSQLState();
            return state != null && (state.startsWith("08") || state.startsWith("57P0"));
        }
    }
}
