package org.lianxin.publishing.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Slice;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Carrying posts of other accounts further: what there is, and the form that makes a post of one's own unit of it. */
@Controller
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE, Role.PARTNER, Role.SPOKESPERSON})
class RepostsController {
    private final Posts posts;
    private final Reposting reposting;
    private final Composer composer;
    private final RepostList list;
    private final Known known;

    RepostsController(Posts posts, Reposting reposting, Composer composer, RepostList list, Known known) {
        this.posts = posts;
        this.reposting = reposting;
        this.composer = composer;
        this.list = list;
        this.known = known;
    }

    /** Posts as they are kept, and names. */
    @org.springframework.stereotype.Component
    record Known(Papers papers, Units units) {}

    @GetMapping("/console/reposts")
    String index(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String before,
            Page page,
            Model model) {
        List<Unit> units = composer.unitsOf(page.me());
        Unit chosen = chosen(units, unit);
        List<Platform> platforms = reposting.platformsOf(chosen.id());
        Slice<RepostList.Row> rows =
                list.find(chosen.id(), platforms, q, Cursor.parse(before).orElse(null), 20);
        model.addAttribute("unit", chosen);
        model.addAttribute("units", units);
        model.addAttribute("q", q.strip());
        model.addAttribute("able", !platforms.isEmpty());
        model.addAttribute("rows", rows);
        model.addAttribute(
                "names",
                known.units()
                        .names(rows.items().stream().map(RepostList.Row::unit).toList()));
        return "publishing/reposts/index";
    }

    @GetMapping("/console/reposts/new")
    String fresh(
            @RequestParam(defaultValue = "") String post,
            @RequestParam(defaultValue = "") String unit,
            Page page,
            Model model) {
        List<Unit> units = composer.unitsOf(page.me());
        Unit chosen = chosen(units, unit);
        Optional<Reposting.Offer> found = reposting.offer(Forms.id(post));
        if (found.isEmpty()) {
            return "redirect:/console/reposts?said=repost-gone";
        }
        Reposting.Offer offer = found.get();
        Set<String> all = new LinkedHashSet<>();
        reposting.choices(offer, chosen.id(), null).stream()
                .filter(c -> c.why().isEmpty())
                .forEach(c -> all.add(Ids.text(c.account().id())));
        return page(model, show(null, composer.fresh(page.me()), 1, offer, chosen, units, "", all, Map.of(), page));
    }

    @GetMapping("/console/posts/{id}/carrying")
    String edit(@PathVariable String id, Page page, Model model) {
        Post post = mine(id, page.me());
        if (post.draft().carries() == null
                || (post.state().out() && !post.state().correction())) {
            return "redirect:/console/posts/" + post.id() + (post.draft().carries() == null ? "/edit" : "");
        }
        return page(model, kept(post, post.draft().text(), targets(post), Map.of(), page));
    }

    @PostMapping("/console/reposts")
    String create(
            @RequestParam MultiValueMap<String, String> fields, Page page, Model model, HttpServletResponse response) {
        Person me = page.me();
        long unit = Forms.id(Form.field(fields, "unit"));
        Reposting.Offer offer =
                reposting.offer(Forms.id(Form.field(fields, "post"))).orElseThrow(Refusals::notFound);
        String fresh = Form.field(fields, "fresh");
        Optional<Long> given = composer.given(fresh, me);
        Outcome<Post> made = given.isEmpty()
                ? Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "refused.changed-meanwhile")
                : reposting.create(given.get(), unit, offer.post(), Form.field(fields, "text"), chosen(fields), me);
        return switch (made) {
            case Outcome.Done<Post>(Post post) -> done(post, fields, page, model, response);
            case Outcome.Refused<Post> refused -> {
                refuseIfForeign(refused);
                response.setStatus(refused.kind().status());
                yield page(
                        model,
                        show(
                                null,
                                fresh,
                                1,
                                offer,
                                composer.unit(unit),
                                List.of(),
                                Form.field(fields, "text"),
                                Set.copyOf(fields.getOrDefault("targets", List.of())),
                                Composer.errors(List.of(refused), page),
                                page));
            }
        };
    }

    @PostMapping("/console/posts/{id}/carrying")
    String update(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        Post before = mine(id, page.me());
        if (before.draft().carries() == null) {
            return "redirect:/console/posts/" + before.id() + "/edit";
        }
        String text = Form.field(fields, "text");
        return switch (reposting.save(
                before, Form.number(Form.field(fields, "version")), text, chosen(fields), page.me())) {
            case Outcome.Done<Post>(Post post) -> done(post, fields, page, model, response);
            case Outcome.Refused<Post> refused -> {
                refuseIfForeign(refused);
                response.setStatus(refused.kind().status());
                yield page(
                        model,
                        kept(
                                mine(id, page.me()),
                                text,
                                Set.copyOf(fields.getOrDefault("targets", List.of())),
                                Composer.errors(List.of(refused), page),
                                page));
            }
        };
    }

    /** Kept; then, if that was the button, sent for review, or shown again with what keeps it from going. */
    private String done(
            Post post, MultiValueMap<String, String> fields, Page page, Model model, HttpServletResponse response) {
        if (!Form.field(fields, "do").equals("submit")) {
            return "redirect:/console/posts/" + post.id() + "?said=post-saved";
        }
        Outcome<Posts.Submitted> submitted = posts.submit(post.id(), post.version(), page.me());
        if (submitted.isDone()) {
            return "redirect:/console/posts/" + post.id() + "?said=post-submitted";
        }
        Post now = mine(Ids.text(post.id()), page.me());
        Map<String, String> errors =
                new LinkedHashMap<>(Composer.errors(known.papers().obstacles(now, page.t.locale()), page));
        if (errors.isEmpty()) {
            errors.put("", page.t.of("refused.changed-meanwhile"));
        }
        response.setStatus(422);
        return page(model, kept(now, now.draft().text(), targets(now), errors, page));
    }

    private RepostPage kept(Post post, String text, Set<String> targets, Map<String, String> errors, Page page) {
        Long carries = post.draft().carries();
        Reposting.Offer offer =
                carries == null ? null : reposting.offer(carries).orElse(null);
        return show(
                post, "", post.version(), offer, composer.unit(post.unit()), List.of(), text, targets, errors, page);
    }

    private RepostPage show(
            @Nullable Post post,
            String fresh,
            int version,
            Reposting.@Nullable Offer offer,
            Unit unit,
            List<Unit> units,
            String text,
            Set<String> targets,
            Map<String, String> errors,
            Page page) {
        return new RepostPage(
                post,
                fresh,
                version,
                offer,
                offer == null ? "" : known.units().names(List.of(offer.unit())).getOrDefault(offer.unit(), ""),
                unit,
                units,
                text,
                targets,
                offer == null ? List.of() : reposting.choices(offer, unit.id(), post == null ? null : post.id()),
                post == null ? List.of() : Composer.panes(known.papers().renderings(post), page),
                errors);
    }

    private static Set<String> targets(Post post) {
        Set<String> targets = new LinkedHashSet<>();
        post.draft().targets().forEach(t -> targets.add(Ids.text(t)));
        return targets;
    }

    private static List<Long> chosen(MultiValueMap<String, String> fields) {
        List<Long> accounts = new ArrayList<>();
        for (String target : new LinkedHashSet<>(fields.getOrDefault("targets", List.of()))) {
            accounts.add(Ids.parse(target).orElse(0));
        }
        accounts.sort(null);
        return accounts;
    }

    private static Unit chosen(List<Unit> units, String wanted) {
        return units.stream()
                .filter(u -> Ids.text(u.id()).equals(wanted))
                .findFirst()
                .or(() -> units.stream().findFirst())
                .orElseThrow(Refusals::notAllowed);
    }

    private static void refuseIfForeign(Outcome.Refused<Post> refused) {
        if (refused.kind() == Outcome.Kind.NOT_ALLOWED
                || refused.kind() == Outcome.Kind.NOT_FOUND
                || "unit".equals(refused.field())) {
            Refusals.orRefuse(refused.cast());
        }
    }

    private Post mine(String text, Person person) {
        Post post = known.papers().find(Forms.id(text), person).orElseThrow(Refusals::notFound);
        if (!Posts.mayWrite(post.unit(), person)) {
            throw Refusals.notAllowed();
        }
        return post;
    }

    private static String page(Model model, RepostPage it) {
        model.addAttribute("it", it);
        return "publishing/reposts/edit";
    }
}
