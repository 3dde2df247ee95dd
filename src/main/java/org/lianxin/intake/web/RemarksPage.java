package org.lianxin.intake.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Arrival.State;
import org.lianxin.intake.Remark;

/**
 * What the page of remarks shows.
 *
 * @param next where the list goes on, or null
 */
public record RemarksPage(
        State state, List<Row> rows, @Nullable String next) {

    /** @param account its name; may: the person may decide about it */
    public record Row(Remark remark, String account, boolean may) {}

    public static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public boolean mayAny() {
        return state == State.NEW && rows.stream().anyMatch(Row::may);
    }
}
