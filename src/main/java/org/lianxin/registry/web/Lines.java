package org.lianxin.registry.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lianxin.registry.Batch;
import org.lianxin.registry.Plan;
import org.lianxin.registry.TableKind;
import org.lianxin.registry.Units;
import org.lianxin.registry.Verdict;
import org.lianxin.registry.Words;
import org.lianxin.web.Texts;

/** The rows of a table in the reader's words. */
final class Lines {
    /** A cell longer than this is cut on the page; in the file to take away it is whole. */
    private static final int CELL = 40;

    private static final int VALUE = 300;
    /** The columns that the title of a row says already. */
    private static final Set<String> TITLE = Set.of("code", "name", "platform", "handle");

    private final Batch batch;
    private final Plan plan;
    private final Texts t;
    private final Map<String, String> units = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Integer> same = new HashMap<>();

    Lines(Batch batch, Plan plan, Units register, Texts t) {
        this.batch = batch;
        this.plan = plan;
        this.t = t;
        register.all().forEach(unit -> {
            units.put(unit.code(), unit.name());
            ids.put(unit.code(), unit.id());
        });
        plan.verdicts().forEach(v -> v.faults().forEach(f -> same.merge(wrong(v, f), 1, Integer::sum)));
    }

    private String wrong(Verdict v, Verdict.Fault f) {
        int at = batch.columns().indexOf(f.column());
        return f.column() + "\n"
                + (at < 0 || at >= v.cells().size() ? "" : v.cells().get(at).strip()) + "\n" + f.better();
    }

    ImportPage.Row row(Verdict v) {
        Plan.Fate fate = plan.fates().get(v.line());
        boolean left = fate != null && fate.back() == Plan.Back.LEFT;
        boolean gone = fate != null && fate.back() == Plan.Back.WITHDRAWN;
        return new ImportPage.Row(
                v.line(),
                cells(v),
                title(v),
                v.subject() == null || gone ? "" : href(v),
                reasons(v),
                changes(v),
                fate == null ? "" : "imports.back." + fate.back(),
                fate == null || fate.why().isEmpty() ? "" : t.of(fate.why()),
                left);
    }

    /** The page of the unit, which shows its accounts as well. */
    private String href(Verdict v) {
        Long unit = batch.kind() == TableKind.UNITS
                ? v.subject()
                : ids.get(v.after().getOrDefault("unit", ""));
        return unit == null ? "" : "/console/units/" + unit;
    }

    private List<ImportPage.Cell> cells(Verdict v) {
        Set<Integer> bad = new HashSet<>();
        v.faults().forEach(f -> bad.add(batch.columns().indexOf(f.column())));
        List<ImportPage.Cell> cells = new java.util.ArrayList<>();
        for (int i = 0;
                i
                        < Math.max(
                                v.cells().size(),
                                bad.stream().mapToInt(b -> b + 1).max().orElse(0));
                i++) {
            String text = i < v.cells().size() ? v.cells().get(i) : "";
            cells.add(new ImportPage.Cell(cut(text, CELL).replace('\n', ' '), bad.contains(i)));
        }
        return cells;
    }

    private String title(Verdict v) {
        Map<String, String> values = v.after();
        return batch.kind() == TableKind.UNITS
                ? t.of("imports.subject.units", values.getOrDefault("name", ""), values.getOrDefault("code", ""))
                : t.of(
                        "imports.subject.accounts",
                        shown("platform", values.getOrDefault("platform", "")),
                        values.getOrDefault("name", ""),
                        values.getOrDefault("handle", ""));
    }

    List<ImportPage.Reason> reasons(Verdict v) {
        return v.faults().stream()
                .map(f -> new ImportPage.Reason(
                        f.column(),
                        f.column().isEmpty() ? "" : Words.heading(batch.kind(), f.column(), t),
                        t.of(f.key(), f.arguments()),
                        shown(f.column(), f.better()),
                        f.better().isEmpty() ? 1 : same.getOrDefault(wrong(v, f), 1)))
                .toList();
    }

    /** What would change; of a new one, what it brings beside its name. */
    List<ImportPage.Change> changes(Verdict v) {
        return (switch (v.kind()) {
                    case CHANGED -> v.changes(batch.kind()).stream();
                    case NEW -> v.changes(batch.kind()).stream().filter(c -> !TITLE.contains(c.column()));
                    case SAME, BAD -> Stream.<Verdict.Change>empty();
                })
                .map(c -> new ImportPage.Change(
                        Words.heading(batch.kind(), c.column(), t),
                        cut(shown(c.column(), c.before()), VALUE),
                        cut(shown(c.column(), c.after()), VALUE)))
                .toList();
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    /** A value as people read it; of a unit its name as well. */
    private String shown(String column, String value) {
        boolean known = switch (column) {
            case "platform", "type", "state" -> t.find("registry." + column + "." + value) != null;
            default -> true;
        };
        String name = column.equals("unit") || column.equals("parent") ? units.getOrDefault(value, "") : "";
        return !known
                ? value
                : name.isEmpty() ? Words.shown(column, value, t) : t.of("imports.subject.units", name, value);
    }
}
