package org.lianxin.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a module has waiting for a person. The console merges all modules' items by deadline and mails tell of new ones. */
public interface Waiting {

    /** At most 200 items; one statement per module, whatever its history. */
    List<Item> waitingFor(Person person);

    /**
     * One thing to do.
     *
     * @param id stable, such as {@code review/123}: by it a mail knows what it has told already
     * @param mark {@code data-is} of its mark: mine, back, care, unknown …
     * @param kind key of the words that say what it is ("审批发布")
     * @param title what it is about, in the words of the thing itself
     * @param detail a second line, ready to show, or empty
     * @param verb key of the one verb on the button
     * @param href where it is finished
     * @param due when, or null if there is no deadline
     */
    record Item(
            String id,
            String mark,
            String kind,
            String title,
            String detail,
            String verb,
            String href,
            @Nullable Instant due,
            Instant since) {}
}
