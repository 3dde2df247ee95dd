package org.lianxin.publishing.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Networks;
import org.lianxin.delivery.Sheet;
import org.lianxin.identity.People;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Note;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Fitting;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Sections;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;

/** Puts the composer's page together: form, notes, preview, and what went wrong. */
@Component
class Composer {
    private final Papers papers;
    private final Sections sections;
    private final House house;
    private final Networks networks;
    private final Signed signed;

    Composer(Papers papers, Sections sections, House house, Networks networks, Signed signed) {
        this.papers = papers;
        this.sections = sections;
        this.house = house;
        this.networks = networks;
        this.signed = signed;
    }

    /** Units, accounts, names and time. */
    @Component
    record House(Units units, Accounts accounts, People people, Clock clock) {}

    /** Ids given out with an empty form: the same form sent twice makes one post, and nobody makes ids up. */
    @Component
    record Signed(Ids ids, Keys keys) {
        String give(Person to) {
            String id = Ids.text(ids.next());
            return id + "." + keys.sign("post", id + "/" + to.id());
        }

        Optional<Long> take(String text, Person from) {
            int dot = text.indexOf('.');
            var id = Ids.parse(dot < 0 ? "" : text.substring(0, dot));
            return id.isPresent() && keys.verify("post", id.getAsLong() + "/" + from.id(), text.substring(dot + 1))
                    ? Optional.of(id.getAsLong())
                    : Optional.empty();
        }
    }

    Clock clock() {
        return house.clock();
    }

    Optional<Long> given(String fresh, Person person) {
        return signed.take(fresh, person);
    }

    /** An id for a form that is not kept yet. */
    String fresh(Person person) {
        return signed.give(person);
    }

    /** Units for which the person may write, their own first. */
    List<Unit> unitsOf(Person person) {
        return house.units().all().stream()
                .filter(u -> Posts.mayWrite(u.id(), person))
                .sorted(java.util.Comparator.comparing(u -> !person.units().contains(u.id())))
                .toList();
    }

    /** An empty form for a unit, with all accounts chosen that can take something now. */
    Writing empty(Unit unit, List<Unit> units, Page page) {
        java.util.Set<String> all = new java.util.LinkedHashSet<>();
        accounts(unit.id(), List.of()).stream()
                .filter(a -> networks.forPosts(a.platform()).isPresent())
                .forEach(a -> all.add(Ids.text(a.id())));
        Form form = new Form("", "", "news", "", all, false, "", "", List.of(), "");
        return build(null, signed.give(page.me()), 1, unit, units, form, Map.of(), page);
    }

    Writing of(Post post, Page page) {
        return build(
                post,
                "",
                post.version(),
                unit(post.unit()),
                List.of(),
                Form.of(post.draft(), house.clock().getZone()),
                Map.of(),
                page);
    }

    /** The form as it was typed, with what is wrong. */
    Writing again(
            @Nullable Post post,
            String fresh,
            int version,
            Unit unit,
            Form form,
            Map<String, String> errors,
            Page page) {
        return build(post, fresh, version, unit, List.of(), form, errors, page);
    }

    Unit unit(long id) {
        return house.units().find(id).orElseThrow();
    }

    private Writing build(
            @Nullable Post post,
            String fresh,
            int version,
            Unit unit,
            List<Unit> units,
            Form form,
            Map<String, String> errors,
            Page page) {
        @Nullable Post theirs = post != null && post.version() != version ? post : null;
        String theirName = theirs == null || theirs.editedBy() == null
                ? ""
                : house.people().names(List.of(theirs.editedBy())).getOrDefault(theirs.editedBy(), "");
        Outcome<Draft> draft = form.draft(house.clock().getZone()).then(d -> papers.keepable(d, unit.id()));
        Form shown = draft instanceof Outcome.Done<Draft>(Draft d) ? form.with(d.media()) : form;
        return new Writing(
                post,
                fresh,
                version,
                unit,
                units,
                shown,
                accounts(unit.id(), post == null ? List.of() : post.draft().targets()),
                sections.all(),
                errors,
                theirs,
                theirName,
                post == null ? null : papers.aside(post, page.me()).orElse(null),
                panes(draft, unit.id(), post, page),
                notes(draft),
                papers.textMax());
    }

    /** Accounts that may be chosen: those that publish, and those chosen already. */
    private List<Account> accounts(long unit, List<Long> chosen) {
        return house.accounts().ofUnit(unit).stream()
                .filter(a -> a.state().publishes() || chosen.contains(a.id()))
                .filter(a -> networks.of(a.platform()).isEmpty()
                        || networks.forPosts(a.platform()).isPresent())
                .toList();
    }

    private List<Note> notes(Outcome<Draft> draft) {
        return draft instanceof Outcome.Done<Draft>(Draft d) && !d.text().isBlank()
                ? Note.of(papers.findings(d), d.title(), d.text())
                : List.of();
    }

    /** The preview of what stands in the form, kept or not. */
    List<Writing.Pane> panes(Outcome<Draft> draft, long unit, @Nullable Post post, Page page) {
        if (!(draft instanceof Outcome.Done<Draft>(Draft d))
                || (d.text().isBlank() && d.title().isBlank())) {
            return List.of();
        }
        String reference = post == null ? "1".repeat(18) : Ids.text(post.id());
        List<Fitting.Rendering> all = papers.renderings(
                d, unit, reference, post != null && post.state().correction());
        return panes(all, page);
    }

    static List<Writing.Pane> panes(List<Fitting.Rendering> all, Page page) {
        boolean whole = all.stream().anyMatch(r -> r.account().platform() == Platform.SITE);
        return all.stream().map(r -> pane(r, whole, page)).toList();
    }

    private static Writing.Pane pane(Fitting.Rendering r, boolean whole, Page page) {
        String problem = r.problem() == null ? "" : page.t.of(r.problem());
        byte[] bytes = r.fitted() == null || !r.fitted().mediaType().equals(Sheet.MEDIA_TYPE)
                ? null
                : r.fitted().bytes();
        String plain = bytes == null ? "" : Sheet.read(bytes).plain();
        return new Writing.Pane(
                Ids.text(r.account().id()),
                r.account().name(),
                page.t.of("registry.platform." + r.account().platform().name()),
                bytes,
                r.limits() == null ? 0 : r.limits().characters(),
                r.fitted() == null || r.fitted().characters() < 0
                        ? plain.codePointCount(0, plain.length())
                        : r.fitted().characters(),
                problem,
                r.limits() != null && r.limits().corrects(),
                r.fitted() != null && r.fitted().cut(),
                whole);
    }

    static Map<String, String> errors(List<? extends Outcome.Refused<?>> refused, Page page) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Outcome.Refused<?> r : refused) {
            errors.merge(
                    r.field() == null ? "" : fieldId(r.field()),
                    page.t.of(r.key(), r.arguments()),
                    (a, b) -> a.equals(b) ? a : a + " " + b);
        }
        return errors;
    }

    /** {@code media.0.alternative} has the id {@code alternative-0}. */
    private static String fieldId(String field) {
        if (!field.startsWith("media.")) {
            return field;
        }
        List<String> parts = new ArrayList<>(List.of(field.split("\\.")));
        return parts.getLast() + "-" + parts.get(1);
    }
}
