package org.lianxin.registry;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Roll.Kept;
import org.lianxin.registry.Verdict.Fault;

/**
 * Holds a table of accounts against the register. An account is known by its platform and handle; a new handle comes by the column of the
 * former one. The life of an account is not moved by a table: only a new one may be entered as already running.
 */
final class AccountJudge {
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})\\D+(\\d{1,2})\\D+(\\d{1,2})\\D?(?:\\s.*)?|(\\d{4})(\\d{2})(\\d{2})");

    private final Judging judging;
    /** Accounts that are not closed, and those that are, by platform and handle. */
    private final Map<String, Kept> before = new HashMap<>();

    private final Map<String, List<Kept>> closed = new HashMap<>();
    /** Those of a unit on a platform that need no excuse, before and after. */
    private final Map<String, List<First>> firsts = new HashMap<>();

    private final Map<Long, Integer> lines = new HashMap<>();
    private final Map<String, Integer> handles = new HashMap<>();

    /** @param account its id, or 0 for one that a row brings */
    private record First(long account, String handle) {}

    AccountJudge(Judging judging) {
        this.judging = judging;
        for (Kept account : judging.roll.accounts()) {
            String key = key(account.value("platform"), account.value("handle"));
            if (account.value("state").equals("CLOSED")) {
                closed.computeIfAbsent(key, k -> new ArrayList<>()).add(account);
            } else {
                before.put(key, account);
                note(account.id(), account.values());
            }
        }
    }

    private static String key(String platform, String handle) {
        return platform + " " + handle.toLowerCase(Locale.ROOT);
    }

    private void note(long account, Map<String, String> values) {
        if (values.getOrDefault("excuse", "").isEmpty()) {
            firsts.computeIfAbsent(spot(values), k -> new ArrayList<>())
                    .add(new First(account, values.getOrDefault("handle", "")));
        }
    }

    private static String spot(Map<String, String> values) {
        return values.getOrDefault("unit", "") + " " + values.getOrDefault("platform", "");
    }

    List<Verdict> judge(List<Grid.Row> rows) {
        return rows.stream().map(this::judge).toList();
    }

    private Verdict judge(Grid.Row row) {
        Map<String, String> said = judging.said(row);
        List<Fault> faults = judging.form(row, said);
        judging.unit("unit", said, faults);
        judging.word("platform", said, faults);
        judging.word("state", said, faults);
        date(said, faults);
        for (String column : List.of("unit", "platform")) {
            if (said.getOrDefault(column, "").isEmpty()) {
                faults.add(Fault.of(column, "imports.empty." + column));
            }
        }
        if (said.getOrDefault("state", "").equals("CLOSED")) {
            return closed(row, said, faults);
        }
        Kept kept = subject(said, faults);
        Map<String, String> values = new HashMap<>(kept == null ? Judging.blank(TableKind.ACCOUNTS) : kept.values());
        String state = said.getOrDefault("state", "");
        values.putAll(said);
        values.put("state", !state.isEmpty() ? state : kept == null ? "PLANNED" : kept.value("state"));
        values.put("formerHandle", "");
        if (kept == null
                || TableKind.ACCOUNTS.columns().stream()
                        .anyMatch(c -> !kept.value(c).equals(values.get(c)))) {
            Judging.rules(values, AccountJudge::check, faults);
        }
        life(kept, values, faults);
        place(row, kept, values, faults);
        if (faults.isEmpty()) {
            note(kept == null ? 0 : kept.id(), values);
        }
        return judging.verdict(row, kept, values, faults, List.of());
    }

    /** A closed account stays as it is: the row either says just that, or cannot be taken. */
    private Verdict closed(Grid.Row row, Map<String, String> said, List<Fault> faults) {
        Optional<Kept> same = closed
                .getOrDefault(key(said.getOrDefault("platform", ""), said.getOrDefault("handle", "")), List.of())
                .stream()
                .filter(a -> said.entrySet().stream()
                        .allMatch(e -> a.value(e.getKey()).equals(e.getValue())))
                .findFirst();
        if (same.isEmpty() && faults.isEmpty()) {
            faults.add(Fault.of("state", "imports.closed-by-hand"));
        }
        return judging.verdict(row, same.orElse(null), said, faults, List.of());
    }

    /** The account that a row is about, by its former handle if it says one; null for a new one. */
    private @Nullable Kept subject(Map<String, String> said, List<Fault> faults) {
        String platform = said.getOrDefault("platform", "");
        String former = said.getOrDefault("formerHandle", "");
        if (former.isEmpty()) {
            return before.get(key(platform, said.getOrDefault("handle", "")));
        }
        Kept kept = before.get(key(platform, former));
        if (kept == null) {
            Map<String, String> choices = new LinkedHashMap<>();
            before.values().stream()
                    .filter(a -> a.value("platform").equals(platform)
                            && a.value("unit").equals(said.get("unit")))
                    .forEach(a -> choices.put(Words.plain(a.value("handle")), a.value("handle")));
            faults.add(Fault.of("formerHandle", "imports.no-former", former)
                    .better(
                            choices.size() == 1
                                    ? choices.values().iterator().next()
                                    : Nearest.of(former, choices).orElse("")));
        }
        return kept;
    }

    private static void life(@Nullable Kept kept, Map<String, String> values, List<Fault> faults) {
        String state = values.getOrDefault("state", "");
        if (faults.stream().anyMatch(f -> f.column().equals("state"))) {
            return;
        } else if (kept != null && !kept.value("state").equals(state)) {
            faults.add(Fault.of("state", "imports.state-by-hand").better(kept.value("state")));
        } else if (kept == null && !Set.of("PLANNED", "TRIAL", "LIVE").contains(state)) {
            faults.add(Fault.of("state", "imports.state-new"));
        }
    }

    /** Whose account it is, and whether another one stands in its way: in the register as it is, or by a row above. */
    private void place(Grid.Row row, @Nullable Kept kept, Map<String, String> values, List<Fault> faults) {
        String unit = values.getOrDefault("unit", "");
        String handle = values.getOrDefault("handle", "");
        String key = key(values.getOrDefault("platform", ""), handle);
        if (kept != null
                && !kept.value("unit").equals(unit)
                && faults.stream().noneMatch(f -> f.column().equals("unit"))) {
            faults.add(Fault.of("unit", "imports.other-unit", judging.roll.unitName(kept.value("unit")))
                    .better(kept.value("unit")));
        }
        Integer named = handle.isEmpty() ? null : handles.putIfAbsent(key, row.line());
        Integer known = kept == null ? null : lines.putIfAbsent(kept.id(), row.line());
        Integer earlier = known == null ? named : known;
        Kept other = before.get(key);
        if (earlier != null) {
            faults.add(Fault.of("handle", "imports.row-twice", earlier.toString()));
        } else if (other != null && (kept == null || other.id() != kept.id())) {
            faults.add(Fault.of("handle", "registry.account.handle-taken", other.value("handle")));
        }
        if (faults.stream().anyMatch(f -> f.column().equals("formerHandle"))) {
            return;
        }
        if (kept == null && judging.heading.said(row.cells(), "state").isEmpty() && closedBefore(values)) {
            faults.add(Fault.of("state", "imports.closed-before").better("PLANNED"));
        }
        if (values.getOrDefault("excuse", "").isEmpty()
                && (kept == null || !kept.value("excuse").isEmpty())) {
            first(kept, values)
                    .ifPresent(it -> faults.add(Fault.of("excuse", "imports.second", judging.roll.unitName(unit), it)));
        }
    }

    private boolean closedBefore(Map<String, String> values) {
        return closed
                .getOrDefault(key(values.getOrDefault("platform", ""), values.getOrDefault("handle", "")), List.of())
                .stream()
                .anyMatch(a -> a.value("unit").equals(values.get("unit")));
    }

    /** The handle of the unit's account on the platform that needs no excuse, now or after the rows above. */
    private Optional<String> first(@Nullable Kept self, Map<String, String> values) {
        return firsts.getOrDefault(spot(values), List.of()).stream()
                .filter(f -> self == null || f.account() != self.id())
                .map(First::handle)
                .findFirst();
    }

    /** Puts 2026-12-01 in the place of 2026/12/1, 2026年12月1日 or 20261201; a day too many becomes the last one of its month. */
    private static void date(Map<String, String> said, List<Fault> faults) {
        String text = said.getOrDefault("plannedFor", "");
        if (text.isEmpty()) {
            return;
        }
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            faults.add(Fault.of("plannedFor", "imports.no-date"));
            return;
        }
        int of = parts.group(1) == null ? 4 : 1;
        int month = Integer.parseInt(parts.group(of + 1));
        int day = Integer.parseInt(parts.group(of + 2));
        try {
            YearMonth in = YearMonth.of(Integer.parseInt(parts.group(of)), month);
            if (in.isValidDay(day)) {
                said.put("plannedFor", in.atDay(day).toString());
            } else {
                faults.add(Fault.of("plannedFor", "imports.no-such-day", month, day)
                        .better(in.atDay(Math.clamp(day, 1, in.lengthOfMonth())).toString()));
            }
        } catch (DateTimeException noMonth) {
            faults.add(Fault.of("plannedFor", "imports.no-such-month", month));
        }
    }

    static NewAccount account(Map<String, String> values, long unit) {
        String planned = values.getOrDefault("plannedFor", "");
        return new NewAccount(
                unit,
                Platform.valueOf(values.getOrDefault("platform", "SITE")),
                values.getOrDefault("handle", ""),
                values.getOrDefault("name", ""),
                values.getOrDefault("url", ""),
                values.getOrDefault("excuse", ""),
                new Positioning(
                        values.getOrDefault("audience", ""),
                        values.getOrDefault("publishes", ""),
                        values.getOrDefault("tone", ""),
                        values.getOrDefault("interaction", ""),
                        values.getOrDefault("service", "")),
                planned.isEmpty() ? null : LocalDate.parse(planned),
                values.getOrDefault("filing", ""));
    }

    private static Outcome<NewAccount> check(Map<String, String> values) {
        Map<String, String> texts = new HashMap<>(values);
        texts.put("platform", "SITE");
        texts.put("plannedFor", "");
        return Rules.of(account(texts, 0));
    }
}
