package org.lianxin.channels.discourse;

import org.lianxin.channels.Connection;
import org.lianxin.channels.Errands;
import org.lianxin.channels.Said;
import org.lianxin.channels.ServerDesk;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Errands to a forum. */
@Component
class DiscourseDesk extends ServerDesk {
    static final String TEXTS = "channels.discourse";

    private final DiscourseClient client;

    DiscourseDesk(Errands errands, DiscourseClient client, DiscourseSettings settings) {
        super(TEXTS, errands, settings.calls());
        this.client = client;
    }

    /** A forum says the same whether the key is wrong or this one thing is not allowed: then it is asked who we are, and only a clear no counts. */
    @Override
    protected boolean expired(Connection connection, Said.No no) {
        return super.expired(connection, no)
                || (no.status() == 403 && client.get(connection, "/session/current.json") instanceof Said.No);
    }

    /** The forum's id of something, or empty. */
    static String id(JsonNode node, String name) {
        String id = node.path(name).asString("");
        return id.matches("[0-9]{1,18}") ? id : "";
    }
}
