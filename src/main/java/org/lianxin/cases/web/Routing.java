package org.lianxin.cases.web;

import java.util.List;
import org.lianxin.cases.Step;
import org.lianxin.cases.Suggestions.Suggestion;
import org.lianxin.registry.Unit;

/**
 * To which unit a case might go.
 *
 * @param suggestions the best first
 * @param units all of them, but for the one that has it
 * @param returned who gave it back and why, oldest first
 */
public record Routing(List<Suggestion> suggestions, List<Unit> units, List<Returned> returned) {

    public record Returned(Step step, String unit) {}
}
