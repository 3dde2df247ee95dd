package org.lianxin.registry.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Batch;
import org.lianxin.registry.Plan;
import org.lianxin.registry.TableKind;
import org.lianxin.registry.Verdict;

/**
 * The page of one table.
 *
 * @param show which rows: a kind, or those that were left when the table was taken back
 * @param next the line after which the rest is, if there is more
 * @param people names by id
 * @param notice why what was asked for was not done, or empty
 * @param may whether the person may do something with it
 */
public record ImportPage(
        Batch batch,
        Plan plan,
        Show show,
        List<Row> rows,
        @Nullable Integer next,
        Map<Long, String> people,
        String notice,
        boolean may,
        Instant now) {

    public enum Show {
        BAD,
        NEW,
        CHANGED,
        SAME,
        LEFT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** {@code data-is} of the mark of its rows. */
        public String mark(Batch.State state) {
            return switch (this) {
                case BAD -> "refused";
                case NEW, CHANGED ->
                    state == Batch.State.TRIED ? "mine" : state == Batch.State.TAKEN_IN ? "done" : "closed";
                case SAME -> "closed";
                case LEFT -> "care";
            };
        }
    }

    /**
     * A row as people read it.
     *
     * @param title what the row is about
     * @param href of what it is about, if the register has it
     * @param fate key of the words for what became of it when the table was taken back, or empty
     * @param why it was left then, or empty
     */
    public record Row(
            int line,
            List<Cell> cells,
            String title,
            String href,
            List<Reason> reasons,
            List<Change> changes,
            String fate,
            String why,
            boolean left) {}

    /** A cell as it came; {@code bad} is where something is wrong. */
    public record Cell(String text, boolean bad) {}

    /** What is wrong, and what may be taken instead: {@code better} in words, or empty; {@code same}: rows in which it would be put right. */
    public record Reason(String column, String label, String sentence, String better, int same) {}

    public record Change(String label, String before, String after) {}

    public TableKind kind() {
        return batch.kind();
    }

    public int count(Show of) {
        return of == Show.LEFT
                ? Math.toIntExact(plan.fates().values().stream()
                        .filter(f -> f.back() == Plan.Back.LEFT)
                        .count())
                : plan.count(Verdict.Kind.valueOf(of.name()));
    }

    public int back(Plan.Back back) {
        return Math.toIntExact(
                plan.fates().values().stream().filter(f -> f.back() == back).count());
    }

    /** The parts that the page offers. */
    public List<Show> shows() {
        return batch.state() == Batch.State.TAKEN_BACK
                ? List.of(Show.values())
                : List.of(Show.BAD, Show.NEW, Show.CHANGED, Show.SAME);
    }

    public String person(Batch.@Nullable Hand hand) {
        return hand == null ? "" : people.getOrDefault(hand.person(), "");
    }

    public String href() {
        return "/console/imports/" + batch.id();
    }

    public boolean returnable() {
        return batch.isReturnable(now);
    }
}
