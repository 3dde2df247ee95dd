package org.lianxin.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Verdict.Fault;

/** Holds a table of units against the register. A unit above may stand anywhere in the same table. */
final class UnitJudge {
    private final Judging judging;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> brought = new HashMap<>();

    UnitJudge(Judging judging) {
        this.judging = judging;
    }

    List<Verdict> judge(List<Grid.Row> rows) {
        for (Grid.Row row : rows) {
            Map<String, String> said = judging.said(row);
            String code = said.getOrDefault("code", "");
            if (judging.roll.unit(code).isEmpty() && !code.isEmpty() && brought.putIfAbsent(code, row.line()) == null) {
                judging.learn(code, said.getOrDefault("name", ""), said.getOrDefault("shortName", ""));
            }
        }
        List<Verdict> verdicts = new ArrayList<>(rows.stream().map(this::judge).toList());
        while (parents(verdicts) || circles(verdicts)) {
            // a row that falls may take those with it that stand on it
        }
        return verdicts;
    }

    private Verdict judge(Grid.Row row) {
        Map<String, String> said = judging.said(row);
        List<Fault> faults = judging.form(row, said);
        String code = said.getOrDefault("code", "");
        Roll.@Nullable Kept kept = judging.roll.unit(code).orElse(null);
        judging.word("type", said, faults);
        judging.unit("parent", said, faults);
        Map<String, String> after = new HashMap<>(kept == null ? Judging.blank(TableKind.UNITS) : kept.values());
        after.putAll(said);
        if (kept == null || !after.equals(kept.values())) {
            Judging.rules(after, UnitJudge::check, faults);
        }
        faults.replaceAll(fault -> fault.key().equals("registry.unit.code-form") ? fault.better(coded(code)) : fault);
        if (!code.isEmpty() && code.equals(after.get("parent"))) {
            faults.add(Fault.of("parent", "imports.own-parent"));
        }
        Integer earlier = lines.putIfAbsent(code, row.line());
        if (earlier != null && !code.isEmpty()) {
            faults.add(Fault.of("code", "imports.row-twice", earlier.toString()));
        }
        List<Fault> remarks = new ArrayList<>();
        if (kept == null) {
            judging.roll.units().values().stream()
                    .filter(unit -> unit.value("name").equals(said.get("name")))
                    .findFirst()
                    .ifPresent(unit -> remarks.add(Fault.of("code", "imports.same-name", unit.value("code"))
                            .better(unit.value("code"))));
        }
        return judging.verdict(row, kept, after, faults, remarks);
    }

    static NewUnit unit(Map<String, String> values, @Nullable Long parent) {
        return new NewUnit(
                values.getOrDefault("code", ""),
                values.getOrDefault("name", ""),
                values.getOrDefault("shortName", ""),
                values.getOrDefault("type", ""),
                parent,
                values.getOrDefault("duties", ""),
                values.getOrDefault("area", ""),
                values.getOrDefault("budgetLine", ""),
                values.getOrDefault("sponsor", ""),
                values.getOrDefault("host", ""),
                values.getOrDefault("operator", ""));
    }

    private static Outcome<NewUnit> check(Map<String, String> values) {
        return Rules.of(unit(values, null));
    }

    /** What a code with capitals, blanks or signs was probably meant to be. */
    private static String coded(String code) {
        String better = java.text.Normalizer.normalize(code, java.text.Normalizer.Form.NFKC)
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return better.length() <= 40 && !better.equals(code) ? better : "";
    }

    /** Rows whose unit above comes by another row that is not good; true if there were any. */
    private boolean parents(List<Verdict> verdicts) {
        Set<String> coming = new HashSet<>();
        verdicts.stream()
                .filter(Verdict::isGood)
                .forEach(v -> coming.add(v.after().getOrDefault("code", "")));
        boolean fell = false;
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict v = verdicts.get(i);
            String parent = v.after().getOrDefault("parent", "");
            if (v.isGood() && !parent.isEmpty() && judging.roll.unit(parent).isEmpty() && !coming.contains(parent)) {
                verdicts.set(
                        i,
                        v.bad(Fault.of(
                                "parent",
                                "imports.parent-not-good",
                                Integer.toString(brought.getOrDefault(parent, 0)))));
                fell = true;
            }
        }
        return fell;
    }

    /** Rows that would put a unit under itself, by however many steps; true if there were any. */
    private boolean circles(List<Verdict> verdicts) {
        Map<String, String> above = new HashMap<>();
        judging.roll.units().forEach((code, unit) -> above.put(code, unit.value("parent")));
        verdicts.stream()
                .filter(Verdict::isGood)
                .forEach(v ->
                        above.put(v.after().getOrDefault("code", ""), v.after().getOrDefault("parent", "")));
        boolean fell = false;
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict v = verdicts.get(i);
            if (v.isGood()
                    && !v.before().getOrDefault("parent", "").equals(v.after().get("parent"))
                    && circles(v.after().getOrDefault("code", ""), above)) {
                verdicts.set(i, v.bad(Fault.of("parent", "imports.parent-circle")));
                fell = true;
            }
        }
        return fell;
    }

    /** Whether a unit stands somewhere above itself. */
    static boolean circles(String code, Map<String, String> above) {
        Set<String> seen = new HashSet<>();
        String at = above.getOrDefault(code, "");
        while (!at.isEmpty() && seen.add(at)) {
            if (at.equals(code)) {
                return true;
            }
            at = above.getOrDefault(at, "");
        }
        return false;
    }
}
