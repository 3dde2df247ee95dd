package org.lianxin.site.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;

/**
 * A question that was answered in public.
 *
 * @param number of the case
 * @param kind what the citizen said it is: {@code complaint}; empty if unknown
 * @param question the citizen's words, personal data masked
 * @param replies in order, withdrawn ones without words; lists hold the first one only
 */
public record Answer(
        long page,
        String number,
        String kind,
        String unitCode,
        String unitName,
        String question,
        List<Reply> replies,
        Instant at) {

    public record Reply(
            String html,
            String plain,
            Instant at,
            String author,
            List<Picture> media,
            @Nullable Instant correctedAt,
            String correctionReason,
            @Nullable Instant withdrawnAt,
            String withdrawnReason) {
        public boolean withdrawn() {
            return withdrawnAt != null;
        }
    }

    public Cursor place() {
        return new Cursor(at, page);
    }

    public String href() {
        return "/answers/" + number;
    }

    /** The first one that stands. */
    public Reply first() {
        return replies.stream().filter(r -> !r.withdrawn()).findFirst().orElseGet(replies::getFirst);
    }

    /** All of it has been withdrawn. */
    public boolean gone() {
        return replies.stream().allMatch(Reply::withdrawn);
    }

    /** The beginning of the question, as a title. */
    public String title() {
        return Post.beginning(question, 60);
    }

    public String shortQuestion() {
        return Post.beginning(question, 120);
    }

    public String shortAnswer() {
        return Post.beginning(first().plain(), 160);
    }
}
