package org.lianxin.site.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is public, for programs: posts and answered questions. No token needed. */
@Open
@RestController
class PublishedResource {
    private static final int LENGTH = 50;
    private final Posts posts;
    private final Answers answers;
    private final Sections sections;
    private final Units units;
    private final Pages.Site site;

    PublishedResource(Posts posts, Answers answers, Sections sections, Units units, Pages.Site site) {
        this.posts = posts;
        this.answers = answers;
        this.sections = sections;
        this.units = units;
        this.site = site;
    }

    /** @param before where the rest begins, null at the end */
    record Part<T>(List<T> items, @Nullable String before) {
        static <A, B> Part<B> of(Slice<A> slice, java.util.function.Function<A, B> view) {
            return new Part<>(
                    slice.items().stream().map(view).toList(),
                    slice.next() == null ? null : slice.next().toString());
        }
    }

    record PublishedPost(
            String id,
            String url,
            String title,
            String summary,
            String unit,
            String account,
            String category,
            String section,
            Instant publishedAt,
            @Nullable Instant correctedAt) {}

    record AnsweredQuestion(
            String number, String url, String kind, String unit, String question, List<GivenAnswer> answers) {}

    record GivenAnswer(String text, Instant at, @Nullable Instant correctedAt) {}

    @GetMapping("/rest/v1/published")
    Part<PublishedPost> published(
            @RequestParam(defaultValue = "") String section,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String before) {
        @Nullable Cursor place = Cursor.parse(before).orElse(null);
        Slice<Post> slice;
        if (!section.isEmpty()) {
            slice = posts.ofSections(
                    sections.find(section).orElseThrow(Refusals::notFound).codes(), place, LENGTH);
        } else if (!unit.isEmpty()) {
            slice = posts.ofUnit(unit(unit), place, LENGTH);
        } else {
            slice = posts.latest(place, LENGTH);
        }
        return Part.of(
                slice,
                p -> new PublishedPost(
                        p.id(),
                        site.publicUrl() + p.href(),
                        p.title(),
                        p.summary(),
                        p.unitCode(),
                        Long.toString(p.account()),
                        p.category(),
                        p.section(),
                        p.at(),
                        p.correctedAt()));
    }

    @GetMapping("/rest/v1/answers")
    Part<AnsweredQuestion> answers(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String before) {
        Answers.Sieve sieve = new Answers.Sieve(q, kind, unit.isEmpty() ? null : unit(unit));
        return Part.of(answers.latest(sieve, Cursor.parse(before).orElse(null), LENGTH), this::view);
    }

    @GetMapping("/rest/v1/answers/{number}")
    AnsweredQuestion answer(@PathVariable String number) {
        return answers.find(number).map(this::view).orElseThrow(Refusals::notFound);
    }

    private AnsweredQuestion view(Answer a) {
        return new AnsweredQuestion(
                a.number(),
                site.publicUrl() + a.href(),
                a.kind(),
                a.unitCode(),
                a.question(),
                a.replies().stream()
                        .map(r -> new GivenAnswer(r.plain(), r.at(), r.correctedAt()))
                        .toList());
    }

    private long unit(String code) {
        return units.byCode(code).map(Unit::id).orElseThrow(Refusals::notFound);
    }
}
