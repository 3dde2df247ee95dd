package org.lianxin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class KeepableRequestsTests {
    private static TransactionSystemException because(SQLException cause) {
        return new TransactionSystemException("JDBC rollback failed", cause);
    }

    @Test
    void only_a_character_that_the_database_refuses_is_too_strange() {
        assertThat(KeepableRequests.tooStrange(because(new SQLException("invalid byte sequence", "22021"))))
                .isTrue();
        assertThat(KeepableRequests.tooStrange(because(new SQLException("unsupported Unicode escape", "22P05"))))
                .isTrue();
        assertThat(KeepableRequests.tooStrange(because(new SQLException("terminating connection", "57P01"))))
                .isFalse();
        // a connection that was closed under its transaction says no state at all
        assertThat(KeepableRequests.tooStrange(because(new SQLException("Connection is closed"))))
                .isFalse();
    }
}
