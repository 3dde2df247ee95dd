package org.lianxin.site.web;

import java.time.Instant;
import java.util.List;

/**
 * A list of posts for readers' programs.
 *
 * @param self address of the feed, home: of the page it belongs to, hub: where one subscribes to it
 * @param updated of the newest change in it; the epoch if it is empty
 */
record Feed(
        String title,
        String description,
        String self,
        String home,
        String hub,
        String language,
        Instant updated,
        List<Entry> entries) {

    /** @param html the whole text with its pictures, addresses in full */
    record Entry(
            String url,
            String title,
            String html,
            String summary,
            String author,
            String category,
            Instant at,
            Instant changed) {}
}
