package org.lianxin.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.lianxin.launch.postgres.DatabaseAddress;

class TestPostgresTests {

    @Test
    void a_fresh_database_is_migrated_and_sees_nothing_of_another() throws SQLException {
        var one = TestPostgres.freshDatabase();
        var other = TestPostgres.freshDatabase();
        String count = "select count(*) from kernel.setting where key = 'mark'";
        run(one, "insert into kernel.setting (key, value, set_at) values ('mark', 'x', '2026-01-01T00:00:00Z')");
        assertThat(number(one, count)).isEqualTo(1);
        assertThat(number(other, count)).isZero();
    }

    @Test
    void it_is_a_copy_and_nothing_is_migrated_anew() throws SQLException {
        String migrated = "select extract(epoch from max(installed_on)) * 1000000 from flyway.flyway_schema_history";
        assertThat(number(TestPostgres.freshDatabase(), migrated))
                .isPositive()
                .isEqualTo(number(TestPostgres.freshDatabase(), migrated));
    }

    private static void run(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = address.connect("test");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = address.connect("test");
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
