package org.lianxin.review.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lianxin.review.Chain;
import org.lianxin.web.Role;

/**
 * The form for one chain, as it was typed.
 *
 * @param unit id as text, empty for the whole matrix
 * @param kind {@code type/category}, {@code type}, or empty for everything
 * @param version of the chain that is changed, 0 for a new one
 */
public record ChainForm(
        String unit, String kind, String step1, String step2, String step3, int version, Map<String, String> errors) {

    /** An option of a list. */
    public record Choice(String value, String word) {}

    static ChainForm empty() {
        return new ChainForm("", "", Role.LEADER.name(), "", "", 0, Map.of());
    }

    static ChainForm of(Chain chain) {
        List<Role> steps = chain.steps();
        return new ChainForm(
                chain.unit() == null ? "" : chain.unit().toString(),
                kind(chain),
                steps.getFirst().name(),
                steps.size() > 1 ? steps.get(1).name() : "",
                steps.size() > 2 ? steps.get(2).name() : "",
                chain.version(),
                Map.of());
    }

    static String kind(Chain chain) {
        return chain.category().isEmpty() ? chain.subjectType() : chain.subjectType() + "/" + chain.category();
    }

    ChainForm with(Map<String, String> wrong) {
        return new ChainForm(unit, kind, step1, step2, step3, version, wrong);
    }

    String type() {
        int slash = kind.indexOf('/');
        return slash < 0 ? kind : kind.substring(0, slash);
    }

    String category() {
        int slash = kind.indexOf('/');
        return slash < 0 ? "" : kind.substring(slash + 1);
    }

    /** The roles chosen, without gaps; a name that is no role is left out and so refused by number or by rule. */
    List<Role> steps() {
        return Stream.of(step1, step2, step3)
                .filter(s -> Stream.of(Role.values()).anyMatch(r -> r.name().equals(s)))
                .map(Role::valueOf)
                .toList();
    }
}
