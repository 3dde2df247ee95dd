package org.lianxin.launch.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a database answers and as whom; never shows its password. */
public record DatabaseAddress(String url, String user, String password) {

    static DatabaseAddress local(int port, String database, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, EmbeddedPostgres.USER, password);
    }

    /** A connection of its own, outside any pool, that gives up after five seconds when nobody answers. */
    public Connection connect(String applicationName) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
