package org.lianxin.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Person;
import org.lianxin.web.Role;

/**
 * An event that belongs in the trail. Published inside the transaction of the change; written there, or the change is not made.
 * Never carries personal data of citizens.
 */
public interface Audited {

    /** What was done, as {@code noun.verb}: {@code post.submitted}. */
    String action();

    /** The kind of thing and its id: {@code post}, 123. */
    String subject();

    long subjectId();

    /** The unit it concerns, if any. */
    default @Nullable Long unit() {
        return null;
    }

    /** Who did it; null for the program itself. */
    @Nullable
    Long actor();

    /** Whom the actor stood in for, if they did. */
    default @Nullable Long standInFor() {
        return null;
    }

    /** What else is needed to understand it later: plain texts and numbers, at most 4 KB as JSON. */
    default Map<String, ?> details() {
        return Map.of();
    }

    /** An entry that needs no event type of its own. */
    record Entry(
            String action,
            String subject,
            long subjectId,
            @Nullable Long unit,
            @Nullable Long actor,
            @Nullable Long standInFor,
            Map<String, ?> details)
            implements Audited {

        /**
         * {@code by}: named with whom they stood in for, if nothing but that lets them act in this unit. {@code only}: the roles that may do
         * this; without them every role of the unit may.
         */
        public static Entry of(
                String action,
                String subject,
                long subjectId,
                @Nullable Long unit,
                @Nullable Person by,
                Map<String, ?> details,
                Role... only) {
            return new Entry(
                    action,
                    subject,
                    subjectId,
                    unit,
                    by == null ? null : by.id(),
                    by == null ? null : by.standsInFor(unit, only),
                    details);
        }
    }
}
