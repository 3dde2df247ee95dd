package org.lianxin.api.mastodon;

import java.time.Clock;
import java.util.List;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.ForApps;
import org.lianxin.web.Refusals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** How far somebody has read, so that another of their apps goes on there. Of each person and account, not of each app. */
@RestController
class MarkersController {
    private static final List<String> TIMELINES = List.of("home", "notifications");

    private final JdbcClient db;
    private final Clock clock;

    MarkersController(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    @GetMapping("/api/v1/markers")
    @ForApps("read:statuses")
    ObjectNode markers(Params params, Caller caller) {
        return of(params.all("timeline"), caller);
    }

    /** A form of {@code home[last_read_id]}; other timelines are not known. */
    @PostMapping("/api/v1/markers")
    @ForApps("write:statuses")
    ObjectNode save(Params params, Caller caller) {
        for (String timeline : TIMELINES) {
            String field = timeline + "[last_read_id]";
            if (params.has(field)) {
                long last =
                        params.id(field).orElseThrow(() -> Refusals.of(Outcome.invalid(field, "refused.unreadable")));
                db.sql("""
                        insert into api.marker (person, account, timeline, last_read, version, at) values (:person, :account, :timeline, :last, 1, :at)
                        on conflict (person, account, timeline) do update set last_read = excluded.last_read, version = api.marker.version + 1, at = excluded.at""")
                        .param("person", caller.me().id())
                        .param("account", caller.mine().id())
                        .param("timeline", timeline)
                        .param("last", last)
                        .param("at", Sql.time(clock.instant()))
                        .update();
            }
        }
        return of(TIMELINES, caller);
    }

    private ObjectNode of(List<String> timelines, Caller caller) {
        ObjectNode found = Json.object();
        db.sql("select * from api.marker where person = ? and account = ? and timeline = any(?) order by timeline")
                .params(caller.me().id(), caller.mine().id(), timelines.toArray(String[]::new))
                .query((row, n) -> found.putObject(row.getString("timeline"))
                        .put("last_read_id", Ids.text(row.getLong("last_read")))
                        .put("version", row.getInt("version"))
                        .put("updated_at", Json.moment(Sql.instant(row, "at"))))
                .list();
        return found;
    }
}
