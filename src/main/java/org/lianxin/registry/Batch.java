package org.lianxin.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody of the office brought. It is tried first; what is good of it goes in at once when somebody says so, and can be
 * taken back at once for {@link #RETURNABLE}.
 *
 * @param charset by which the file was read; for a workbook the name of its sheet
 * @param names of its columns as they stand in the file
 * @param columns what each of them is, or empty where it is not read
 * @param rows how many it has
 * @param outcomes how many rows came to what when it was taken in, empty before
 */
public record Batch(
        long id,
        TableKind kind,
        String fileName,
        TableFormat format,
        String charset,
        List<String> names,
        List<String> columns,
        State state,
        int rows,
        Map<Verdict.Kind, Integer> outcomes,
        Hand brought,
        @Nullable Hand takenIn,
        @Nullable Hand takenBack) {

    public static final Duration RETURNABLE = Duration.ofDays(7);

    public enum State {
        TRIED,
        TAKEN_IN,
        TAKEN_BACK
    }

    /** Who did something with it, and when. */
    public record Hand(long person, Instant at) {}

    /** Until when it can be taken back; null before it is taken in. */
    public @Nullable Instant returnableUntil() {
        return takenIn == null ? null : takenIn.at().plus(RETURNABLE);
    }

    public boolean isReturnable(Instant now) {
        Instant until = returnableUntil();
        return state == State.TAKEN_IN && until != null && !now.isAfter(until);
    }

    Heading heading() {
        return new Heading(kind, 0, names, columns);
    }

    /** The names of the columns that are not read. */
    public List<String> unread() {
        return heading().unread();
    }
}
