package org.lianxin.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Person;
import org.lianxin.web.Role;

/**
 * An answer to a citizen, from draft to sent. What a leader approved is kept by the review; this text is the working copy, which cannot be
 * changed without taking that approval back.
 *
 * @param author who wrote the last wording; others: who wrote parts of it before
 * @param remark why it came back: the leader's words, or the network's; of a withdrawn one why it was withdrawn, for everybody
 * @param review the last review that was asked about it
 * @param changedAt when its wording was changed last, or it was withdrawn
 */
public record Reply(
        long id,
        long letter,
        long unit,
        Kind kind,
        State state,
        String text,
        List<Picture> pictures,
        long author,
        Set<Long> others,
        String remark,
        @Nullable Long review,
        String url,
        Instant changedAt,
        @Nullable Instant submittedAt,
        @Nullable Instant sentAt,
        int version) {

    /** @param alternative what the picture shows, in words; required */
    public record Picture(String hash, String alternative) {}

    public enum Kind {
        /** The facts so far; the answer is still to come. */
        FIRST,
        /** The answer. */
        FINAL,
        /** What became of it afterwards. */
        FOLLOW_UP;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum State {
        DRAFT,
        IN_REVIEW,
        APPROVED,
        SENT,
        WITHDRAWN,
        /** Laid aside when the case went to another unit. */
        DROPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Who may take it away once it is sent. */
    public boolean withdrawnBy(Person person) {
        return person.isAny(unit, Role.LEADER, Role.OFFICE);
    }

    /** Everybody who wrote a part of it. */
    List<Long> writers() {
        List<Long> writers = new ArrayList<>(others);
        writers.add(author);
        return writers;
    }

    /** Not finished: a draft, with the leader, or on its way. */
    public boolean open() {
        return state == State.DRAFT || state == State.IN_REVIEW || state == State.APPROVED;
    }
}
