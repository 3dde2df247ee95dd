package org.lianxin.cases.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Routes;
import org.lianxin.registry.Unit;

/**
 * Words and the units they lead to.
 *
 * @param without units that have no words yet
 * @param trial a text that was tried, null if none was
 * @param at id of the unit whose words were refused, empty for none
 * @param typed what was typed then
 */
public record RoutesPage(
        List<Rule> rules,
        List<Unit> without,
        @Nullable Trial trial,
        String at,
        Map<String, String> typed,
        Map<String, String> errors) {

    /** Words of one unit. */
    public record Rule(Unit unit, List<String> words) {}

    /**
     * What becomes of a text.
     *
     * @param unit who gets it, null where the office decides
     * @param equal two units have as many words, and that is why
     */
    public record Trial(String text, @Nullable Unit unit, boolean equal, List<Hit> hits) {}

    public record Hit(Unit unit, List<String> words) {
        static Hit of(Unit unit, Routes.Route hit) {
            return new Hit(unit, hit.words());
        }
    }

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** The words of a rule as its form shows them: as they were typed when they were refused. */
    public String words(Rule rule) {
        return Long.toString(rule.unit().id()).equals(at) ? value("words") : String.join("\n", rule.words());
    }
}
