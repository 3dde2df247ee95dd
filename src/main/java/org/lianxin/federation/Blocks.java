package org.lianxin.federation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Servers that we neither hear nor speak to, they and all whose names end in theirs. */
@Component
class Blocks {
    private final JdbcClient db;

    Blocks(JdbcClient db) {
        this.db = db;
    }

    /** Whether this server, or one that it belongs to, is blocked; a port makes no difference. */
    boolean has(String host) {
        return db.sql("select exists (select from federation.block where host = any(?))")
                .param(ends(host))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** {@code a.b.example} and {@code b.example} and {@code example}. */
    private static String[] ends(String host) {
        String name = host.replaceFirst(":\\d+$", "");
        java.util.List<String> ends = new java.util.ArrayList<>();
        for (int at = 0; at >= 0; at = name.indexOf('.', at) < 0 ? -1 : name.indexOf('.', at) + 1) {
            ends.add(name.substring(at));
        }
        return ends.toArray(String[]::new);
    }
}
