package org.lianxin.cases.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;
import org.lianxin.cases.Deadlines;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Step;
import org.lianxin.registry.Unit;

/**
 * What the public page says about a case.
 *
 * @param view the proof in its address
 * @param now the key of the sentences about what happens now: {@code cases.follow.now.<now>}, and {@code cases.follow.then.<now>} where there is more to say
 * @param turns answers, and what was said about one that is not the last word any more, in order
 * @param unit who answers, null while it is at the office
 * @param due the deadline that runs, null if none does
 * @param took working days until the answer, −1 while there is none
 * @param takenBack the citizen no longer agrees to publication
 * @param adding what is being added, as typed; null where nothing can be added
 * @param published it can be read under 答复 by everybody
 * @param errors what is wrong with the rating, by field
 */
public record FollowPage(
        String view,
        Case letter,
        String now,
        @Nullable Unit unit,
        List<Turn> turns,
        List<Event> events,
        @Nullable Due due,
        int took,
        boolean published,
        boolean takenBack,
        @Nullable String adding,
        Asking asking,
        Map<String, String> errors) {

    /** An answer as it is read; a withdrawn one has no text. */
    public record Answer(Reply reply, String unit, String html, List<Picture> pictures) {
        public boolean withdrawn() {
            return reply.state() == Reply.State.WITHDRAWN;
        }
    }

    /** One of the three. */
    public record Turn(
            Instant at,
            @Nullable Answer answer,
            Case.@Nullable Rated rated,
            @Nullable Step added) {}

    /** @param at where it is handed out: below the address of this page, to whoever has shown the key */
    public record Picture(String at, String alternative, int width, int height) {
        public String href(String size) {
            return at + "/" + size;
        }
    }

    /** @param unit its name, or empty */
    public record Event(Step step, String unit) {}

    /** @param first whether the first facts come next, and not the answer itself */
    public record Due(Instant at, boolean first, boolean late, List<Deadlines.Day> way, List<Pause> pauses) {}

    /**
     * "Is it solved?"
     *
     * @param until when it may be said, null if not now
     * @param over it might have been said, and no longer may
     * @param reopens "not solved" opens the case again
     * @param open the form stands open, and not behind what was said before
     */
    public record Asking(
            @Nullable Instant until, boolean over, boolean reopens, boolean open, String rating, String words) {}

    /** The state in the citizen's terms: what happens between unit and leader is one thing to them. */
    public static String word(Case letter) {
        return switch (letter.state()) {
            case UNROUTED -> letter.returned() > 0 ? "placing-again" : "placing";
            case WITH_UNIT, DRAFTING, IN_REVIEW, SENDING ->
                letter.reopened() > 0 ? "reopened" : letter.firstAnsweredAt() != null ? "first-answered" : "with-unit";
            case FIRST_ANSWERED -> "first-answered";
            case REOPENED -> "reopened";
            case ANSWERED -> "answered";
            case CLOSED, SPAM -> "closed";
        };
    }

    /** The shape of that state. */
    public String is() {
        return is(letter.state(), due != null && due.late());
    }

    static String is(CaseState state, boolean late) {
        return switch (state) {
            case UNROUTED -> "wait";
            case WITH_UNIT, DRAFTING, IN_REVIEW, SENDING, FIRST_ANSWERED, REOPENED -> late ? "care" : "busy";
            case ANSWERED -> "done";
            case CLOSED, SPAM -> "closed";
        };
    }

    public String word() {
        return now.equals("withdrawn") ? "reopened" : word(letter);
    }
}
