package org.lianxin.channels.feed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a feed says, as text and addresses that may be shown. */
record Parsed(String title, List<Item> items) {

    /** @param id its own, or its address; at: null where it does not say, or says nonsense */
    record Item(
            String id,
            String title,
            String summary,
            String url,
            @Nullable Instant at) {}
}
