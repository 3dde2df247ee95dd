package org.lianxin.launch.web;

import java.util.Map;
import javax.sql.DataSource;
import org.lianxin.web.Open;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health} for load balancers: 200 while the database answers, else 503. Says nothing else. */
@RestController
@Open
class HealthController {
    private final JdbcTemplate db;

    HealthController(DataSource database) {
        this.db = new JdbcTemplate(database);
        this.db.setQueryTimeout(2);
    }

    @GetMapping("/health")
    ResponseEntity<Map<String, String>> show() {
        try {
            db.queryForObject("select 1", Integer.class);
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("status", "ok"));
        } catch (DataAccessException away) {
            return ResponseEntity.status(503)
                    .cacheControl(CacheControl.noStore())
                    .body(Map.of("status", "database"));
        }
    }
}
