package org.lianxin.api.mastodon;

import java.util.Optional;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What happened, as apps read it. */
@Component
public class NotificationJson {
    private final Happened happened;
    private final StatusJson statuses;

    NotificationJson(Happened happened, StatusJson statuses) {
        this.happened = happened;
        this.statuses = statuses;
    }

    /** The notification of that id for this caller: that of a message that came in, or of an activity of ours. */
    public Optional<ObjectNode> of(long id, Caller caller) {
        return happened.find(id, caller).flatMap(one -> of(one, caller));
    }

    Optional<ObjectNode> of(Happened.One one, Caller caller) {
        return statuses.of(one.about(), caller).map(status -> {
            ObjectNode shown = Json.object()
                    .put("id", Long.toString(one.id()))
                    .put("type", one.type())
                    .put("group_key", "ungrouped-" + one.id())
                    .put("created_at", Json.moment(one.at()));
            shown.set("account", status.path("account").deepCopy());
            shown.set("status", status);
            return shown;
        });
    }
}
