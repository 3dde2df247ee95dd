package org.lianxin.delivery.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Besides;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Deliveries.Tried;
import org.lianxin.delivery.Settlements;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline.Timeline;
import org.lianxin.delivery.Waybill;
import org.lianxin.identity.People;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Units;
import org.lianxin.review.Kept;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Component;

/** Puts together what the page of a delivery shows. */
@Component
class Journeys {
    private final Deliveries deliveries;
    private final Settlements settlements;
    private final Subjects subjects;
    private final Names names;
    private final List<Besides> besides;

    Journeys(Deliveries deliveries, Settlements settlements, Subjects subjects, Names names, List<Besides> besides) {
        this.deliveries = deliveries;
        this.settlements = settlements;
        this.subjects = subjects;
        this.names = names;
        this.besides = besides;
    }

    /** Of units and people. */
    @Component
    record Names(Units units, People people) {}

    /** The delivery of that address, or the end of the request. */
    Waybill visible(String id, Person person) {
        return Ids.parse(id).stream()
                .boxed()
                .findFirst()
                .flatMap(number -> deliveries.find(number, person))
                .orElseThrow(Refusals::notFound);
    }

    Journey of(Waybill waybill, Person person, Page page, Journey.Form form, boolean withAccount) {
        List<Waybill> all = new ArrayList<>(deliveries.of(waybill.subjectType(), waybill.subjectId(), person));
        all.removeIf(w -> w.id() == waybill.id());
        all.addFirst(waybill);
        List<Tried> tried = deliveries.tried(all.stream().map(Waybill::id).toList());
        Map<Long, List<Tried>> byDelivery = tried.stream().collect(Collectors.groupingBy(Tried::delivery));
        List<Journey.Leg> legs = all.stream()
                .map(w -> new Journey.Leg(
                        w,
                        Settlements.may(person, w.unit()),
                        deliveries.heldWhy(w).orElse(""),
                        settlements.shows(w),
                        byDelivery.getOrDefault(w.id(), List.of()),
                        besides.stream().flatMap(b -> b.of(w, page).stream()).toList()))
                .toList();
        Optional<Subject.Shown> shown = subjects.of(waybill.subjectType()).map(s -> s.show(waybill.subjectId()));
        Optional<Kept> kept = deliveries.kept(waybill);
        Sheet sheet = kept.map(Journeys::sheet).orElse(null);
        return new Journey(
                shown.map(Subject.Shown::title).filter(t -> !t.isBlank()).orElse(waybill.reference()),
                shown.map(Subject.Shown::href).orElse(""),
                names.units().names(List.of(waybill.unit())).getOrDefault(waybill.unit(), ""),
                legs,
                sheet,
                kept.map(Kept::label).orElse(""),
                steps(tried, all, page),
                withAccount ? account(waybill, sheet) : null,
                form);
    }

    private static @Nullable Sheet sheet(Kept kept) {
        try {
            return Sheet.read(kept.bytes());
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private List<Journey.Step> steps(List<Tried> tried, List<Waybill> all, Page page) {
        Map<Long, Waybill> byId = all.stream().collect(Collectors.toMap(Waybill::id, w -> w));
        Map<Long, String> called = this.names
                .people()
                .names(tried.stream()
                        .map(Tried::person)
                        .filter(Objects::nonNull)
                        .toList());
        return tried.stream()
                .map(t -> new Journey.Step(
                        t,
                        page.t.of("registry.platform."
                                + Objects.requireNonNull(byId.get(t.delivery()))
                                        .platform()
                                        .name()),
                        t.person() == null ? "" : called.getOrDefault(t.person(), "")))
                .toList();
    }

    private Journey.@Nullable Account account(Waybill waybill, @Nullable Sheet sheet) {
        String ours = sheet == null ? "" : sheet.plain();
        return settlements
                .timeline(waybill)
                .map(timeline -> switch (timeline) {
                    case Timeline.Shown shown -> new Journey.Account(shown.posts(), "", ours);
                    case Timeline.Unreadable unreadable -> new Journey.Account(List.of(), unreadable.why(), ours);
                })
                .orElse(null);
    }
}
