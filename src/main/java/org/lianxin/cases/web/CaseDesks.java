package org.lianxin.cases.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Cases.Part;
import org.lianxin.cases.Happening;
import org.lianxin.cases.Step;
import org.lianxin.cases.Suggestions;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** The office's desk: letters without a unit, the most pressing first, each with the units to which it may belong. */
@Component
class CaseDesks {
    private static final Cases.Filter UNPLACED = new Cases.Filter(Part.UNROUTED, null, null, "");

    private final Cases cases;
    private final Suggestions suggestions;
    private final Units units;
    private final Clock clock;

    CaseDesks(Cases cases, Suggestions suggestions, Units units, Clock clock) {
        this.cases = cases;
        this.suggestions = suggestions;
        this.units = units;
        this.clock = clock;
    }

    Instant moment() {
        return clock.instant();
    }

    boolean takes(Case letter) {
        return letter.state() == CaseState.UNROUTED;
    }

    /** The first one after that place. {@code done}: the one that was placed just now, or null. */
    DeskPage next(@Nullable Cursor after, @Nullable Case done, Page page) {
        Slice<Case> found = cases.list(UNPLACED, after, 1, page.me());
        Case letter = found.items().isEmpty() ? null : found.items().getFirst();
        return page(letter, after == null ? "" : after.toString(), done, Form.empty(), page.me());
    }

    /** This one again, with what was typed. */
    DeskPage at(Case letter, Form form, Page page) {
        return page(letter, form.value(form.of(), "after"), null, form, page.me());
    }

    private DeskPage page(@Nullable Case letter, String after, @Nullable Case done, Form form, Person person) {
        int left = cases.tally(UNPLACED, person).getOrDefault(Part.UNROUTED, 0);
        String next = letter == null ? "" : cases.place(letter).toString();
        return new DeskPage(
                letter,
                letter == null ? null : routing(letter),
                left,
                after,
                next,
                done == null ? null : done(done),
                form);
    }

    private DeskPage.Done done(Case letter) {
        return new DeskPage.Done(
                letter,
                letter.unit() == null ? "" : units.names(List.of(letter.unit())).getOrDefault(letter.unit(), ""));
    }

    Routing routing(Case letter) {
        List<Step> returned = letter.returned() == 0
                ? List.of()
                : cases.steps(letter).stream()
                        .filter(s -> s.what() == Happening.RETURNED)
                        .toList();
        Map<Long, String> names = units.names(
                returned.stream().map(Step::unit).filter(Objects::nonNull).toList());
        List<Unit> others = units.all().stream()
                .filter(u -> letter.unit() == null || u.id() != letter.unit())
                .toList();
        return new Routing(
                suggestions.of(letter),
                others,
                returned.stream()
                        .map(s -> new Routing.Returned(s, s.unit() == null ? "" : names.getOrDefault(s.unit(), "")))
                        .toList());
    }

    /** Where the next one is, after this one was placed or closed. */
    static String after(long id, String form, MultiValueMap<String, String> fields) {
        String place = Cursor.parse(Typed.field(fields, "after"))
                .map(c -> "&after=" + c)
                .orElse("");
        return "/console/cases/desk?done=" + Ids.text(id) + "&said="
                + (form.equals("closure") ? "case-closed" : "case-routed") + place;
    }
}
