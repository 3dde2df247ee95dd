package org.lianxin.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a list, and the place where the rest begins ({@code null} at the end). */
public record Slice<T>(List<T> items, @Nullable Cursor next) {

    /** Makes a slice of at most {@code limit} items out of {@code limit + 1} rows that were asked for. */
    public static <T> Slice<T> of(List<T> rows, int limit, Function<T, Cursor> place) {
        if (rows.size() <= limit) {
            return new Slice<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Slice<>(items, place.apply(items.getLast()));
    }
}
