package org.lianxin.delivery;

import java.time.Instant;
import java.util.List;

/** Can show what stands on an account, for a person who has to decide what became of a delivery. */
public interface ShowsTimeline extends Connector {

    /** The latest posts, newest first, at most {@code most}; or why they could not be read. Waits for the network, a few seconds at most. */
    Timeline latest(long account, int most);

    sealed interface Timeline {
        record Shown(List<Posted> posts) implements Timeline {}

        record Unreadable(String why) implements Timeline {}
    }

    record Posted(String remoteId, String url, String text, Instant at) {}
}
