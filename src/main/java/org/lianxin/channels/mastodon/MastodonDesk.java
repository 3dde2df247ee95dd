package org.lianxin.channels.mastodon;

import org.lianxin.channels.Errands;
import org.lianxin.channels.ServerDesk;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Errands to a server elsewhere. */
@Component
class MastodonDesk extends ServerDesk {
    static final String TEXTS = "channels.mastodon";

    MastodonDesk(Errands errands, MastodonSettings settings) {
        super(TEXTS, errands, settings.calls());
    }

    /** A server's id of something, or empty: numbers with some, letters with others. */
    static String id(JsonNode node, String name) {
        String id = node.path(name).asString("");
        return id.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}") ? id : "";
    }
}
