package org.lianxin.language;

import java.util.List;
import java.util.Set;

/** Port: one more look at a text while it is written. Cheap (a few milliseconds), never changes the text. */
public interface Check {

    List<Finding> check(Draft draft);

    /**
     * A text under check.
     *
     * @param kind {@code post}, {@code repost} or {@code reply}
     * @param category of a post, such as {@code emergency}; empty for replies
     * @param targets ids of the accounts it shall go to
     */
    record Draft(String kind, String title, String text, String category, Set<Long> targets) {}

    /**
     * Something to look at again.
     *
     * @param rule name of the rule, such as {@code pii} or {@code overlong-sentence}
     * @param weight what follows if it stays
     * @param field {@code title} or {@code text}
     * @param start first character, in UTF-16 units of the field
     * @param end one after the last; {@code start == end} when it is about the whole
     * @param key of the sentence that says what is wrong and what to do
     * @param better a wording to take instead, or empty
     */
    record Finding(
            String rule,
            Weight weight,
            String field,
            int start,
            int end,
            String key,
            List<Object> arguments,
            String better) {}

    enum Weight {
        /** A hint. */
        NOTE,
        /** The leader sees that it stayed. */
        CARE,
        /** Cannot be submitted like this: a platform would refuse it, or it would expose somebody. */
        STOP
    }
}
