package org.lianxin.delivery.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Deliveries.View;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Settlements;
import org.lianxin.delivery.ShowsTimeline;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Platform;
import org.lianxin.web.Access;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries for programs, by the same services as the pages. */
@RestController
@RequestMapping("/rest/v1/deliveries")
@Access
class DeliveriesApi {
    private static final int PAGE = 100;

    private final Deliveries deliveries;
    private final Settlements settlements;
    private final Journeys journeys;

    DeliveriesApi(Deliveries deliveries, Settlements settlements, Journeys journeys) {
        this.deliveries = deliveries;
        this.settlements = settlements;
        this.journeys = journeys;
    }

    /** @param why the last words about it; reason: for the public, of a correction or withdrawal */
    record Row(
            String id,
            int version,
            Parcel.Kind kind,
            DeliveryState state,
            String review,
            String subjectType,
            String subject,
            String unit,
            String account,
            Platform platform,
            Instant queuedAt,
            @Nullable Instant planned,
            int attempts,
            @Nullable Instant confirmedAt,
            String remoteId,
            String url,
            String why,
            String reason,
            boolean toBeTakenAway) {}

    record Rows(List<Row> items, @Nullable String next) {}

    record Line(
            String what,
            String outcome,
            String words,
            @Nullable String person,
            Instant at) {}

    record Shown(Row delivery, List<Line> attempts) {}

    /** @param there with {@code url} or {@code remoteId} if true; if false it goes out again */
    record Settlement(
            int version,
            boolean there,
            @Nullable String url,
            @Nullable String remoteId) {}

    record Done(int version, @Nullable String url) {}

    record Decision(int version) {}

    record Posted(String remoteId, String url, String text, Instant at) {}

    record Reading(boolean settled, Shown delivery, List<Posted> account) {}

    /** {@code view}: open (default), queued, unknown, refused, hand, out, gone, all. */
    @GetMapping
    Rows index(
            @RequestParam(defaultValue = "open") String view,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String before,
            Person person) {
        Deliveries.Filter filter = new Deliveries.Filter(View.of(view), number(unit), number(account));
        Slice<Waybill> slice = deliveries.list(filter, Cursor.parse(before).orElse(null), PAGE, person);
        return new Rows(
                slice.items().stream().map(DeliveriesApi::row).toList(),
                slice.next() == null ? null : slice.next().toString());
    }

    private static @Nullable Long number(String text) {
        return Ids.parse(text).stream().boxed().findFirst().orElse(null);
    }

    private static Row row(Waybill w) {
        return new Row(
                Ids.text(w.id()),
                w.version(),
                w.kind(),
                w.state(),
                Ids.text(w.review()),
                w.subjectType(),
                Ids.text(w.subjectId()),
                Ids.text(w.unit()),
                Ids.text(w.account()),
                w.platform(),
                w.queuedAt(),
                w.planned(),
                w.attempts(),
                w.confirmedAt(),
                w.remoteId(),
                w.url(),
                w.why(),
                w.reason(),
                w.toBeTakenAway());
    }

    @GetMapping("/{id}")
    Shown show(@PathVariable String id, Person person) {
        Waybill waybill = journeys.visible(id, person);
        List<Line> lines = deliveries.tried(List.of(waybill.id())).stream()
                .map(t -> new Line(
                        t.what(), t.outcome(), t.words(), t.person() == null ? null : Ids.text(t.person()), t.at()))
                .toList();
        return new Shown(row(waybill), lines);
    }

    @PostMapping("/{id}/settlement")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    Shown settle(@PathVariable String id, @RequestBody Settlement said, Person person) {
        long number = journeys.visible(id, person).id();
        return after(
                id,
                said.there()
                        ? settlements.isThere(number, said.version(), or(said.url()), or(said.remoteId()), person)
                        : settlements.isNotThere(number, said.version(), person),
                person);
    }

    /** A task by hand was done. */
    @PostMapping("/{id}/done")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    Shown done(@PathVariable String id, @RequestBody Done done, Person person) {
        return after(
                id,
                settlements.done(journeys.visible(id, person).id(), done.version(), or(done.url()), person),
                person);
    }

    /** Sends a refused one again. */
    @PostMapping("/{id}/again")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    Shown again(@PathVariable String id, @RequestBody Decision decision, Person person) {
        return after(id, settlements.again(journeys.visible(id, person).id(), decision.version(), person), person);
    }

    /** Lets a refused one be. */
    @PostMapping("/{id}/dismissal")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    Shown drop(@PathVariable String id, @RequestBody Decision decision, Person person) {
        return after(id, settlements.drop(journeys.visible(id, person).id(), decision.version(), person), person);
    }

    /**
     * Reads the account now, a few seconds at most. {@code settled}: what was found there has settled it; otherwise {@code account} is what
     * stands there, newest first, for a person to decide by.
     */
    @PostMapping("/{id}/reading")
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    Reading look(@PathVariable String id, Person person) {
        Waybill waybill = journeys.visible(id, person);
        boolean settled = Refusals.orRefuse(settlements.look(waybill.id(), person));
        List<Posted> account = settled
                ? List.of()
                : settlements
                        .timeline(waybill)
                        .filter(ShowsTimeline.Timeline.Shown.class::isInstance)
                        .map(t -> ((ShowsTimeline.Timeline.Shown) t).posts())
                        .orElse(List.of())
                        .stream()
                        .map(p -> new Posted(p.remoteId(), p.url(), p.text(), p.at()))
                        .toList();
        return new Reading(settled, show(id, person), account);
    }

    private Shown after(String id, Outcome<Long> outcome, Person person) {
        Refusals.orRefuse(outcome);
        return show(id, person);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
