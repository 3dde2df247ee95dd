package org.lianxin.cases.web;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Deadlines;

/**
 * Deadlines as a form or, for those who may not set them, as sentences.
 *
 * @param seen what was set when the form was made
 * @param looked the form shows what would come of it; nothing has been set
 */
public record DeadlinesPage(
        List<Row> rows, Row again, String seen, LocalTime closing, boolean looked, Map<String, String> errors) {

    /**
     * One kind of letter.
     *
     * @param today what a letter of today would get; null while what was typed is no deadline
     */
    public record Row(
            String kind,
            String first,
            String last,
            @Nullable Today today) {}

    public record Today(Case.Reckoning reckoning, List<Deadlines.Day> way, List<Pause> pauses) {}
}
