package org.lianxin.review;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Page;

/** Port: how a module shows the thing under review. One bean per {@link #type()}. */
public interface Subject {

    /** {@code post}, {@code reply} …: the {@code subjectType} of its requests. */
    String type();

    /** What stands beside the kept bytes on the page where a leader decides; null if the thing is gone. */
    @Nullable
    Shown show(long subjectId);

    /**
     * Locks the thing's row for the running transaction, so that a decision and a change of the thing never wait for each other crosswise:
     * whoever changes it locks it too, before asking or recalling.
     */
    default void hold(long subjectId) {}

    /** What the checks say about the thing, in the reader's language, what needs eyes first; empty if there are none. */
    default List<Finding> findings(long subjectId, Page page) {
        return List.of();
    }

    /** What a list of reviews says about each thing; better one statement than this loop over {@link #show}. */
    default Map<Long, Brief> briefs(Collection<Long> subjectIds) {
        Map<Long, Brief> briefs = new HashMap<>();
        for (long id : subjectIds) {
            Shown shown = show(id);
            if (shown != null) {
                briefs.put(id, new Brief(shown.title(), null));
            }
        }
        return briefs;
    }

    /** Categories for which a chain of its own may be set; empty if the things have none. */
    default List<Category> categories() {
        return List.of();
    }

    /** @param mark {@code care} for what the leader should look at, {@code done} for what was checked and is fine; detail may be empty */
    record Finding(String mark, String text, String detail) {}

    /** @param due when the thing must be done whatever its planned time says (the deadline of a case), or null */
    record Brief(String title, @Nullable Instant due) {}

    /** @param name as in {@link Request#category()}; label: key of the words for it */
    record Category(String name, String label) {}

    /**
     * @param title of the thing, in its own words
     * @param href the thing's page in the console
     * @param context what it answers, ready to show (the citizen's message of a reply), or empty
     * @param template JTE fragment that shows one kept rendering as a whole {@code <article class="sheet out">}: parameters {@code page},
     *     {@code bytes} (byte[]), {@code label}
     */
    record Shown(String title, String href, String context, String template) {}
}
