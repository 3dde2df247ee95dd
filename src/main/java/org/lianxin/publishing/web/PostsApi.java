package org.lianxin.publishing.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Slice;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.publishing.Section;
import org.lianxin.publishing.Sections;
import org.lianxin.publishing.web.PostJson.Asked;
import org.lianxin.publishing.web.PostJson.Listed;
import org.lianxin.publishing.web.PostJson.Listing;
import org.lianxin.publishing.web.PostJson.Picture;
import org.lianxin.publishing.web.PostJson.Reason;
import org.lianxin.publishing.web.PostJson.Shown;
import org.lianxin.publishing.web.PostJson.Submission;
import org.lianxin.publishing.web.PostJson.Version;
import org.lianxin.publishing.web.PostJson.Went;
import org.lianxin.publishing.web.PostJson.Written;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Posts over REST, with the services that the pages use. */
@RestController
@RequestMapping("/rest/v1/posts")
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE, Role.PARTNER, Role.SPOKESPERSON})
class PostsApi {
    private final Posts posts;
    private final Papers papers;
    private final Sections sections;
    private final Register register;

    PostsApi(Posts posts, Papers papers, Sections sections, Register register) {
        this.posts = posts;
        this.papers = papers;
        this.sections = sections;
        this.register = register;
    }

    /** What lists and names are read from. */
    @org.springframework.stereotype.Component
    record Register(Units units, Reviews reviews, PostList list, Reposting reposting) {}

    @GetMapping
    @Access({
        Role.EDITOR,
        Role.INSPECTOR,
        Role.LEADER,
        Role.OFFICE,
        Role.ON_SCENE_LEADER,
        Role.PARTNER,
        Role.SPOKESPERSON
    })
    Listing index(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "0") int days,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "50") int limit,
            Person person) {
        var wanted = new PostList.Wanted(
                unit.isEmpty() ? null : (Long) unit(unit),
                of.equals("mine"),
                PostList.Step.of(state),
                Category.of(category).orElse(null),
                Math.max(0, days),
                q);
        Slice<PostList.Row> found =
                register.list().find(wanted, person, Cursor.parse(before).orElse(null), Math.clamp(limit, 1, 200));
        List<Listed> items = found.items().stream()
                .map(r -> new Listed(
                        Ids.text(r.id()),
                        r.version(),
                        r.state().word(),
                        Ids.text(r.unit()),
                        r.title(),
                        r.category().word(),
                        r.planned(),
                        r.firstPublishedAt(),
                        r.changedAt()))
                .toList();
        return new Listing(items, found.next() == null ? null : found.next().toString());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(@RequestBody Written written, Person person) {
        long unit = unit(written.unit() == null ? "" : written.unit());
        if (written.carries() == null) {
            return shown(Refusals.orRefuse(posts.create(unit, draft(written), person)));
        }
        long original = Ids.parse(written.carries()).orElseThrow(Refusals::notFound);
        return shown(Refusals.orRefuse(
                register.reposting().create(unit, original, plain(written.text()), targets(written), person)));
    }

    @GetMapping("/{id}")
    @Access({
        Role.EDITOR,
        Role.INSPECTOR,
        Role.LEADER,
        Role.OFFICE,
        Role.ON_SCENE_LEADER,
        Role.PARTNER,
        Role.SPOKESPERSON
    })
    Shown show(@PathVariable String id, Person person) {
        return shown(papers.find(Forms.id(id), person).orElseThrow(Refusals::notFound));
    }

    @PutMapping("/{id}")
    Shown update(@PathVariable String id, @RequestBody Written written, Person person) {
        int version = version(written.version());
        Optional<Post> repost =
                papers.find(Forms.id(id), person).filter(p -> p.draft().carries() != null);
        return shown(Refusals.orRefuse(
                repost.isPresent()
                        ? register.reposting()
                                .save(repost.get(), version, plain(written.text()), targets(written), person)
                        : posts.save(Forms.id(id), version, draft(written), person)));
    }

    @PostMapping("/{id}/submission")
    @ResponseStatus(HttpStatus.CREATED)
    Submission submit(@PathVariable String id, @RequestBody Version version, Person person) {
        Posts.Submitted submitted = Refusals.orRefuse(posts.submit(Forms.id(id), version(version.version()), person));
        Review review = register.reviews().find(submitted.review()).orElseThrow();
        Post post = submitted.post();
        return new Submission(
                Ids.text(post.id()),
                post.version(),
                post.state().word(),
                new Asked(Ids.text(review.id()), review.version(), review.digest()));
    }

    @DeleteMapping("/{id}/submission")
    Shown recall(@PathVariable String id, Person person) {
        return shown(Refusals.orRefuse(posts.recall(Forms.id(id), person)));
    }

    @PostMapping("/{id}/correction")
    @ResponseStatus(HttpStatus.CREATED)
    Shown correct(@PathVariable String id, Person person) {
        return shown(Refusals.orRefuse(posts.correct(Forms.id(id), person)));
    }

    @PostMapping("/{id}/withdrawal")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.LEADER, Role.OFFICE})
    Shown withdraw(@PathVariable String id, @RequestBody Reason reason, Person person) {
        return shown(Refusals.orRefuse(
                posts.withdraw(Forms.id(id), reason.reason() == null ? "" : reason.reason(), person)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String id, @RequestParam int version, Person person) {
        Refusals.orRefuse(posts.drop(Forms.id(id), version, person));
    }

    private Draft draft(Written written) {
        Category category = Category.of(written.category() == null ? "" : written.category())
                .orElseGet(() -> Refusals.orRefuse(Outcome.invalid("category", "posts.category-unknown")));
        @Nullable Long section = null;
        if (written.section() != null && !written.section().isEmpty()) {
            Optional<Section> found = sections.byCode(written.section());
            section = found.orElseGet(() -> Refusals.orRefuse(Outcome.invalid("section", "posts.no-section")))
                    .id();
        }
        List<Illustration> media = (written.media() == null ? List.<Picture>of() : written.media())
                .stream()
                        .map(p -> Illustration.of(plain(p.hash()), plain(p.alternative()), plain(p.caption())))
                        .toList();
        return new Draft(
                plain(written.title()),
                plain(written.text()),
                category,
                section,
                targets(written),
                media,
                written.planned(),
                plain(written.note()));
    }

    private static List<Long> targets(Written written) {
        List<Long> targets = new ArrayList<>();
        for (String target : written.targets() == null ? List.<String>of() : written.targets()) {
            targets.add(Ids.parse(target == null ? "" : target)
                    .orElseGet(() -> Refusals.<Long>orRefuse(Outcome.invalid("targets", "posts.targets-not-yours"))));
        }
        return targets;
    }

    private Shown shown(Post post) {
        Draft draft = post.draft();
        List<Went> went = papers.entries(post).stream()
                .map(e -> new Went(
                        Ids.text(e.account()),
                        e.revision(),
                        e.state().word(),
                        e.url(),
                        e.reason(),
                        e.outAt(),
                        e.correctedAt(),
                        e.withdrawnAt()))
                .toList();
        String section = draft.section() == null
                ? null
                : sections.find(draft.section()).map(Section::code).orElse(null);
        return new Shown(
                Ids.text(post.id()),
                post.version(),
                post.state().word(),
                Ids.text(post.unit()),
                draft.title(),
                draft.text(),
                draft.category().word(),
                section,
                draft.targets().stream().map(Ids::text).toList(),
                draft.media(),
                draft.planned(),
                draft.note(),
                draft.carries() == null ? null : Ids.text(draft.carries()),
                post.revision(),
                post.review() == null ? null : Ids.text(post.review()),
                post.remark(),
                post.firstPublishedAt(),
                post.createdAt(),
                post.changedAt(),
                went);
    }

    private long unit(String text) {
        OptionalLong id = Ids.parse(text);
        return id.isPresent()
                ? id.getAsLong()
                : register.units()
                        .byCode(text)
                        .map(Unit::id)
                        .orElseGet(() -> Refusals.orRefuse(Outcome.invalid("unit", "posts.unit-not-yours")));
    }

    private static int version(@Nullable Integer version) {
        if (version == null) {
            return Refusals.orRefuse(Outcome.invalid("version", "posts.version-missing"));
        }
        return version;
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text;
    }
}
