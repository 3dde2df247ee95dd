package org.lianxin.cases.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.web.Page;

/**
 * One of a citizen's letters.
 *
 * @param view proof for the address of its page
 * @param due the deadline that runs, null if none does
 */
public record LetterRow(Case letter, String view, @Nullable Instant due, boolean late) {

    static LetterRow of(Case letter, String view, Instant now) {
        Instant due = letter.clock() == null || !letter.state().running() ? null : letter.nextDueAt();
        return new LetterRow(letter, view, due, due != null && due.isBefore(now));
    }

    /** The shape of its state. */
    public String is() {
        return FollowPage.is(letter.state(), late);
    }

    public String word(Page page) {
        String word = page.t.of("cases.follow.state." + FollowPage.word(letter));
        return late ? page.t.of("cases.follow.state-late", word) : word;
    }

    /** By when what comes next comes; else when it was answered; empty where there is neither. */
    public String when(Page page) {
        Case.Reckoning clock = letter.clock();
        if (due != null && clock != null) {
            boolean first = letter.firstAnsweredAt() == null && letter.reopened() == 0;
            return late
                    ? page.t.of(first ? "cases.follow.late-first" : "cases.follow.late", page.when(due))
                    : first
                            ? page.t.of("cases.follow.due-first", page.when(due), page.when(clock.dueFinal()))
                            : page.t.of("cases.follow.due", page.when(due));
        }
        Instant answered = letter.answeredAt();
        return answered == null || letter.state().running()
                ? ""
                : page.t.of("cases.letters.answered", page.when(answered));
    }
}
