package org.lianxin.identity.web;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.identity.Roll;
import org.lianxin.identity.SecondStep;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People for programs: the same services and rights as the pages. */
@RestController
@RequestMapping("/rest/v1/people")
@Access(admin = true)
class PeopleApi {
    private final People people;
    private final Roll roll;
    private final Credentials credentials;
    private final SecondStep secondStep;
    private final Pages.Site site;

    PeopleApi(People people, Roll roll, Credentials credentials, SecondStep secondStep, Pages.Site site) {
        this.people = people;
        this.roll = roll;
        this.credentials = credentials;
        this.secondStep = secondStep;
        this.site = site;
    }

    record PersonOut(
            String id,
            String login,
            String name,
            String email,
            String phone,
            String locale,
            boolean admin,
            boolean active,
            boolean password,
            boolean secondStep,
            @Nullable Instant seenAt,
            @Nullable Instant lockedAt,
            String lockedReason,
            @Nullable Instant shutUntil,
            @Nullable Instant leftAt,
            @Nullable String successor,
            int version) {}

    record PeopleOut(List<PersonOut> people, @Nullable String after) {}

    record PersonIn(
            @Nullable String login,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String locale,
            @Nullable Boolean admin,
            @Nullable Integer version) {}

    record ReasonIn(@Nullable String reason) {}

    record DepartureIn(@Nullable String successor) {}

    record LinkOut(String address, Instant expiresAt) {}

    @GetMapping
    PeopleOut index(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String after) {
        Roll.Part part = roll.list(q, after.isEmpty() ? null : Ids.parse(after).orElse(0));
        Long next = part.next();
        return new PeopleOut(
                part.lines().stream().map(l -> out(l, null)).toList(), next == null ? null : Ids.text(next));
    }

    @PostMapping
    ResponseEntity<PersonOut> create(@RequestBody PersonIn in, Person person) {
        Profile made = Refusals.orRefuse(people.create(
                new NewPerson(
                        text(in.login()),
                        text(in.name()),
                        text(in.email()),
                        text(in.phone()),
                        Boolean.TRUE.equals(in.admin()),
                        Forms.locale(text(in.locale())),
                        null),
                person));
        return ResponseEntity.created(URI.create("/rest/v1/people/" + made.id()))
                .body(show(Ids.text(made.id())));
    }

    @GetMapping("/{id}")
    PersonOut show(@PathVariable String id) {
        Roll.Line line = roll.find(Forms.id(id)).orElseThrow(Refusals::notFound);
        return out(line, roll.shutUntil(line.profile().login()));
    }

    @PutMapping("/{id}")
    PersonOut change(@PathVariable String id, @RequestBody PersonIn in, Person person) {
        var changes = new Roll.Changes(
                text(in.name()),
                text(in.email()),
                text(in.phone()),
                Boolean.TRUE.equals(in.admin()),
                Forms.locale(text(in.locale())));
        return out(
                Refusals.orRefuse(
                        roll.change(Forms.id(id), changes, Objects.requireNonNullElse(in.version(), -1), person)),
                null);
    }

    /** A way in to set a password, shown this once. */
    @PostMapping("/{id}/link")
    LinkOut link(@PathVariable String id, Person person) {
        Credentials.Link link = Refusals.orRefuse(credentials.link(Forms.id(id), person));
        return new LinkOut(site.publicUrl() + link.path(), link.expiresAt());
    }

    @PostMapping("/{id}/lock")
    PersonOut lock(@PathVariable String id, @RequestBody ReasonIn in, Person person) {
        Refusals.orRefuse(roll.lock(Forms.id(id), text(in.reason()), person));
        return show(id);
    }

    @PostMapping("/{id}/unlock")
    PersonOut unlock(@PathVariable String id, @RequestBody ReasonIn in, Person person) {
        Refusals.orRefuse(roll.unlock(Forms.id(id), text(in.reason()), person));
        return show(id);
    }

    @DeleteMapping("/{id}/second-step")
    PersonOut reset(@PathVariable String id, Person person) {
        Refusals.orRefuse(secondStep.turnOff(Forms.id(id), person));
        return show(id);
    }

    /** {@code successor}: the id of who takes over. */
    @PostMapping("/{id}/departure")
    PersonOut leave(@PathVariable String id, @RequestBody DepartureIn in, Person person) {
        long successor = Ids.parse(text(in.successor())).orElse(0);
        Refusals.orRefuse(
                successor == 0
                        ? Outcome.<Boolean>invalid("successor", "identity.leave.nobody")
                        : people.leave(Forms.id(id), successor, person));
        return show(id);
    }

    private static PersonOut out(Roll.Line line, @Nullable Instant shutUntil) {
        Profile p = line.profile();
        Long successor = line.successor();
        return new PersonOut(
                Ids.text(p.id()),
                p.login(),
                p.name(),
                p.email(),
                p.phone(),
                p.locale().toLanguageTag(),
                p.admin(),
                p.active(),
                line.password(),
                line.secondStep(),
                line.seenAt(),
                line.lockedAt(),
                line.lockedReason(),
                shutUntil,
                line.leftAt(),
                successor == null ? null : Ids.text(successor),
                line.version());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
