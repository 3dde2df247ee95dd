package org.lianxin.cases.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Deadlines;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Round;
import org.lianxin.cases.Step;
import org.lianxin.cases.Turn;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Pictured;
import org.lianxin.intake.Remark;

/**
 * The page of one case.
 *
 * @param thread what was said in the same place on its network, itself included, oldest first; empty of what was asked here
 * @param missing pictures of it that lie on its network
 * @param written the original, if this request has shown it
 * @param turn what the reader is to do about it, if anything
 * @param answers what was sent and what is under way, oldest first
 * @param open the answer that is under way, if there is one
 * @param deadline how the deadline came about, null if it has none
 * @param steps what happened, oldest first
 * @param rounds the rounds that ended with "not solved" or a withdrawn answer
 * @param routing to which unit it might go, if the reader decides that
 * @param form a small form that was refused
 */
public record CasePage(
        Case letter,
        List<Remark> thread,
        Pictured.Missing missing,
        Intake.@Nullable AsWritten written,
        @Nullable Turn turn,
        List<Answer> answers,
        @Nullable Reply open,
        @Nullable Deadline deadline,
        List<Step> steps,
        List<Round> rounds,
        Names names,
        May may,
        @Nullable Routing routing,
        Form form) {

    /** Names of units and people by id. */
    public record Names(Map<Long, String> units, Map<Long, String> people) {
        public String unit(@Nullable Long id) {
            return id == null ? "" : units.getOrDefault(id, "");
        }

        public String person(@Nullable Long id) {
            return id == null ? "" : people.getOrDefault(id, "");
        }
    }

    /**
     * @param html clean, of the answer's text
     * @param delivery where to see that it did not arrive, or null
     * @param withdraw whether the reader may take it away
     */
    public record Answer(Reply reply, String html, @Nullable Long delivery, boolean withdraw) {
        /** Of the form that takes it away. */
        public String form() {
            return withdrawal(reply.id());
        }
    }

    static String withdrawal(long reply) {
        return "withdrawal-" + reply;
    }

    /**
     * @param first it is the one of the facts, the answer itself comes later
     * @param way day by day from the start
     * @param off days on the way that do not count
     * @param used working days until the answer, −1 while there is none
     */
    public record Deadline(
            Case.Reckoning reckoning,
            Instant at,
            boolean first,
            List<Deadlines.Day> way,
            long off,
            int used,
            boolean kept) {
        /** What is unusual on the way. */
        public List<Pause> pauses() {
            return Pause.onTheWay(way);
        }
    }

    /** What the reader may do with it now. */
    public record May(
            boolean write,
            boolean takeOn,
            boolean giveBack,
            boolean route,
            boolean close,
            boolean takeUp,
            boolean reveal,
            boolean recall,
            boolean keepPrivate) {
        public boolean office() {
            return route || close || takeUp;
        }
    }

    /** What this letter is among the things said there; null of what was asked here. */
    public @Nullable Remark origin() {
        return thread.stream()
                .filter(r -> r.message() == letter.message())
                .findFirst()
                .orElse(null);
    }

    public String address() {
        return "/console/cases/" + letter.id();
    }
}
