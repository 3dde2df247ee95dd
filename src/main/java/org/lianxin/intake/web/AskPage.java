package org.lianxin.intake.web;

import java.util.List;
import java.util.Map;
import org.lianxin.registry.Unit;

/**
 * What the page with the form shows.
 *
 * @param errors id of the field to the sentence
 * @param firstDays working days until the first facts
 * @param days working days until the answer: questions, help and complaints, suggestions
 */
public record AskPage(
        AskForm form,
        Map<String, String> errors,
        List<String> kinds,
        List<Unit> units,
        List<Picture> pictures,
        int bits,
        int firstDays,
        List<String> days,
        int retention) {

    /** A picture that is here already. */
    public record Picture(String kept, int width, int height) {}
}
