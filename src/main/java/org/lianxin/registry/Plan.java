package org.lianxin.registry;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Hash;

/**
 * What the rows of a table come to: before it is taken in, held against the register of this moment; afterwards, as it was taken in.
 *
 * @param fates of the rows of a table that was taken back, by line
 */
public record Plan(List<Verdict> verdicts, Map<Integer, Fate> fates) {

    public enum Back {
        WITHDRAWN,
        RESTORED,
        LEFT
    }

    /** What became of a row when the table was taken back. {@code why}: key of the sentence that says why it was left, or empty. */
    public record Fate(Back back, String why) {}

    public Map<Verdict.Kind, Integer> counts() {
        Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
        verdicts.forEach(v -> counts.merge(v.kind(), 1, Integer::sum));
        return counts;
    }

    public int count(Verdict.Kind kind) {
        return counts().getOrDefault(kind, 0);
    }

    /** How many rows would change something. */
    public int good() {
        return count(Verdict.Kind.NEW) + count(Verdict.Kind.CHANGED);
    }

    /** How many values would be emptied. */
    public int emptied(TableKind kind) {
        return verdicts.stream()
                .filter(v -> v.kind() == Verdict.Kind.CHANGED)
                .mapToInt(v -> Math.toIntExact(v.changes(kind).stream()
                        .filter(c -> c.after().isEmpty())
                        .count()))
                .sum();
    }

    /** Says whether somebody has seen just this: another row, another reason or another version of what is in the register makes another one. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        for (Verdict v : verdicts) {
            text.append(v.line())
                    .append(v.kind())
                    .append(v.subject())
                    .append('.')
                    .append(v.version());
            v.after().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> text.append('\u001e')
                            .append(e.getKey())
                            .append('\u001f')
                            .append(e.getValue()));
            v.faults()
                    .forEach(f -> text.append('\u001d')
                            .append(f.column())
                            .append(f.key())
                            .append(f.arguments())
                            .append(f.better()));
            text.append('\n');
        }
        return Hash.sha256(text.toString());
    }
}
