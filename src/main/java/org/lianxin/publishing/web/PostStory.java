package org.lianxin.publishing.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.lianxin.delivery.Besides;
import org.lianxin.delivery.Sheet;
import org.lianxin.identity.People;
import org.lianxin.kernel.Ids;
import org.lianxin.publishing.Entry;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.PostState;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.publishing.Revision;
import org.lianxin.publishing.Sections;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** Puts the page of one post together: its sheet, where it went, and what happened to it. */
@Component
class PostStory {
    private final Papers papers;
    private final Reviews reviews;
    private final Sections sections;
    private final Known known;

    PostStory(Papers papers, Reviews reviews, Sections sections, Known known) {
        this.papers = papers;
        this.reviews = reviews;
        this.sections = sections;
        this.known = known;
    }

    /** Names of units, accounts and people, and what networks do besides. */
    @Component
    record Known(Units units, Accounts accounts, People people, List<Besides> besides, Reposting reposting) {}

    PostPage of(Post post, Page page, Map<String, String> errors, String reason) {
        List<Revision> revisions = papers.revisions(post);
        List<Entry> entries = papers.entries(post);
        List<PostPage.Step> steps = steps(post, revisions, entries);
        Map<Long, Account> accounts = new HashMap<>();
        known.accounts().ofUnit(post.unit()).forEach(a -> accounts.put(a.id(), a));
        String shows = post.state().held()
                ? "review"
                : post.state() == PostState.PUBLISHED || post.state() == PostState.WITHDRAWN ? "out" : "draft";
        return new PostPage(
                post,
                known.units().names(List.of(post.unit())).getOrDefault(post.unit(), ""),
                section(post, page),
                leaves(post, shows, revisions, page),
                shows,
                post.state().correction() ? papers.published(post) : java.util.Optional.empty(),
                entries,
                accounts,
                steps,
                names(post, steps),
                may(post, page.me()),
                java.util.Optional.ofNullable(post.draft().carries()).flatMap(known.reposting()::offer),
                known.reposting()
                        .offer(post.id())
                        .filter(o -> known.reposting().may(o, page.me()))
                        .isPresent(),
                known.reposting().carriedBy(post.id()),
                errors,
                reason);
    }

    private String section(Post post, Page page) {
        Long section = post.draft().section();
        return section == null
                ? ""
                : sections.find(section)
                        .map(s -> page.t.english() ? s.nameEn() : s.name())
                        .orElse("");
    }

    /** Kept bytes where there are some, else what the networks would make of the working copy now. */
    private List<PostPage.Leaf> leaves(Post post, String shows, List<Revision> revisions, Page page) {
        if (!shows.equals("draft")) {
            var shown = shows.equals("review")
                    ? java.util.Optional.ofNullable(post.review())
                    : papers.published(post)
                            .map(Revision::review)
                            .or(() -> revisions.stream().map(Revision::review).findFirst());
            if (shown.isPresent()) {
                return reviews.kept(shown.get()).stream()
                        .filter(k -> k.mediaType().equals(Sheet.MEDIA_TYPE))
                        .map(k -> new PostPage.Leaf(k.label(), k.bytes()))
                        .toList();
            }
        }
        return Composer.panes(papers.renderings(post), page).stream()
                .flatMap(p -> p.bytes() == null
                        ? Stream.empty()
                        : Stream.of(new PostPage.Leaf(p.platform() + " " + p.name(), p.bytes())))
                .toList();
    }

    private static PostPage.May may(Post post, Person me) {
        boolean writes = Posts.mayWrite(post.unit(), me);
        PostState state = post.state();
        return new PostPage.May(
                writes && state.may(PostState.Move.SAVE),
                writes && state.held(),
                writes && state.may(PostState.Move.CORRECT) && post.draft().carries() == null,
                me.isAny(post.unit(), Role.LEADER, Role.OFFICE) && state.may(PostState.Move.WITHDRAW),
                writes && state.may(PostState.Move.DROP),
                post.review() != null && (state == PostState.IN_REVIEW || state == PostState.CORRECTION_IN_REVIEW));
    }

    private List<PostPage.Step> steps(Post post, List<Revision> revisions, List<Entry> entries) {
        List<PostPage.Step> steps = new ArrayList<>();
        steps.add(new PostPage.Step(
                post.createdAt(),
                "wait",
                post.owner() == null ? "posts.step.drafted" : "posts.step.created",
                0,
                post.owner(),
                null,
                ""));
        Map<Long, Integer> numbers = new HashMap<>();
        for (Revision r : revisions) {
            numbers.put(r.review(), r.number());
            steps.add(new PostPage.Step(
                    r.submittedAt(),
                    "busy",
                    r.correction() ? "posts.step.submitted-correction" : "posts.step.submitted",
                    r.number(),
                    r.submittedBy(),
                    null,
                    r.draft().note()));
        }
        for (Review.Told told : reviews.of("post", post.id())) {
            for (Review.Step s : told.steps()) {
                steps.add(new PostPage.Step(
                        s.at(),
                        mark(s.kind()),
                        "posts.step."
                                + s.kind()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', '-'),
                        numbers.getOrDefault(told.review().id(), 0),
                        s.person(),
                        s.standInFor(),
                        s.kind() == Review.Kind.VOIDED ? "" : s.remark()));
            }
        }
        entries.stream()
                .map(Entry::outAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(at -> steps.add(new PostPage.Step(at, "done", "posts.step.out", 0, null, null, "")));
        entries.stream()
                .map(Entry::correctedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .ifPresent(at -> steps.add(new PostPage.Step(at, "care", "posts.step.corrected", 0, null, null, "")));
        known.besides().stream()
                .flatMap(b -> b.to("post", post.id()).stream())
                .forEach(h -> steps.add(
                        new PostPage.Step(h.at(), h.is(), h.key(), h.number(), h.person(), null, h.remark())));
        if (post.state() == PostState.WITHDRAWN) {
            steps.add(new PostPage.Step(
                    post.changedAt(), "closed", "posts.step.withdrawn", 0, null, null, post.remark()));
        }
        steps.sort(Comparator.comparing(PostPage.Step::at).reversed());
        return steps;
    }

    private static String mark(Review.Kind kind) {
        return switch (kind) {
            case APPROVED, LOOKED_BACK -> "done";
            case SENT_BACK, LOOK_BACK_FAILED -> "back";
            case VOIDED -> "closed";
            case BYPASSED -> "care";
        };
    }

    private Map<Long, String> names(Post post, List<PostPage.Step> steps) {
        Set<Long> people = new HashSet<>(post.writers());
        steps.forEach(s ->
                Stream.of(s.person(), s.standInFor()).filter(Objects::nonNull).forEach(people::add));
        Stream.of(post.owner(), post.editedBy()).filter(Objects::nonNull).forEach(people::add);
        return known.people().names(people);
    }

    static String address(Post post) {
        return "/console/posts/" + Ids.text(post.id());
    }
}
