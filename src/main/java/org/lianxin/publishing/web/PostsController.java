package org.lianxin.publishing.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Slice;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.PostState;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Posts as a list, one post, and what is decided about it. */
@Controller
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE, Role.PARTNER, Role.SPOKESPERSON})
class PostsController {
    private static final int DAYS = 90;

    private final Posts posts;
    private final Papers papers;
    private final PostList list;
    private final PostStory story;
    private final Units units;

    PostsController(Posts posts, Papers papers, PostList list, PostStory story, Units units) {
        this.posts = posts;
        this.papers = papers;
        this.list = list;
        this.story = story;
        this.units = units;
    }

    /** The search as it stands in the address. */
    record Asked(
            @Nullable String of,
            @Nullable String unit,
            @Nullable String state,
            @Nullable String category,
            @Nullable String q,
            @Nullable Integer days) {
        PostList.Wanted wanted() {
            var id = Ids.parse(plain(unit));
            return new PostList.Wanted(
                    id.isPresent() ? (Long) id.getAsLong() : null,
                    plain(of).equals("mine"),
                    PostList.Step.of(plain(state)),
                    Category.of(plain(category)).orElse(null),
                    days == null ? DAYS : Math.max(0, days),
                    plain(q).strip());
        }

        private static String plain(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    @GetMapping("/console/posts")
    @Access({
        Role.EDITOR,
        Role.INSPECTOR,
        Role.LEADER,
        Role.OFFICE,
        Role.ON_SCENE_LEADER,
        Role.PARTNER,
        Role.SPOKESPERSON
    })
    String index(Asked asked, @RequestParam(defaultValue = "") String before, Person person, Model model) {
        PostList.Wanted wanted = asked.wanted();
        Slice<PostList.Row> rows =
                list.find(wanted, person, Cursor.parse(before).orElse(null), 20);
        model.addAttribute("wanted", wanted);
        model.addAttribute("rows", rows);
        model.addAttribute("tally", list.tally(wanted.with(null), person));
        model.addAttribute("units", person.readsAll() ? units.all() : List.of());
        model.addAttribute(
                "names",
                units.names(rows.items().stream().map(PostList.Row::unit).toList()));
        model.addAttribute("writes", person.isAny(Posts.WRITERS.toArray(Role[]::new)));
        return "publishing/posts/index";
    }

    @GetMapping("/console/posts/{id}")
    @Access({
        Role.EDITOR,
        Role.INSPECTOR,
        Role.LEADER,
        Role.OFFICE,
        Role.ON_SCENE_LEADER,
        Role.PARTNER,
        Role.SPOKESPERSON
    })
    String show(@PathVariable String id, Page page, Model model) {
        return page(found(id, page.me()), Map.of(), "", page, model);
    }

    @PostMapping("/console/posts/{id}/recall")
    String recall(@PathVariable String id, Page page, Model model, HttpServletResponse response) {
        return answer(
                id,
                posts.recall(Forms.id(id), page.me()),
                post -> to(post, "/edit?said=post-recalled"),
                "",
                page,
                model,
                response);
    }

    @PostMapping("/console/posts/{id}/correction")
    String correct(@PathVariable String id, Page page, Model model, HttpServletResponse response) {
        return answer(
                id,
                posts.correct(Forms.id(id), page.me()),
                post -> to(post, "/edit?said=post-correcting"),
                "",
                page,
                model,
                response);
    }

    @PostMapping("/console/posts/{id}/removal")
    String drop(
            @PathVariable String id, @RequestParam int version, Page page, Model model, HttpServletResponse response) {
        Function<Post, String> next = post -> post.state() == PostState.DROPPED
                ? "redirect:/console/posts?said=post-dropped"
                : to(post, "?said=correction-dropped");
        return answer(id, posts.drop(Forms.id(id), version, page.me()), next, "", page, model, response);
    }

    @PostMapping("/console/posts/{id}/withdrawal")
    @Access({Role.LEADER, Role.OFFICE})
    String withdraw(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Page page,
            Model model,
            HttpServletResponse response) {
        return answer(
                id,
                posts.withdraw(Forms.id(id), reason, page.me()),
                post -> to(post, "?said=post-withdrawn"),
                reason,
                page,
                model,
                response);
    }

    /** A refused decision comes back as the same page, as the post is now, with what was typed and why not. */
    private String answer(
            String id,
            Outcome<Post> outcome,
            Function<Post, String> next,
            String reason,
            Page page,
            Model model,
            HttpServletResponse response) {
        return switch (outcome) {
            case Outcome.Done<Post>(Post post) -> next.apply(post);
            case Outcome.Refused<Post> refused -> {
                if (refused.kind() == Outcome.Kind.NOT_FOUND || refused.kind() == Outcome.Kind.NOT_ALLOWED) {
                    yield Refusals.orRefuse(refused.cast());
                }
                response.setStatus(refused.kind().status());
                yield page(found(id, page.me()), Composer.errors(List.of(refused), page), reason, page, model);
            }
        };
    }

    private String page(Post post, Map<String, String> errors, String reason, Page page, Model model) {
        model.addAttribute("it", story.of(post, page, errors, reason));
        return "publishing/posts/show";
    }

    private Post found(String id, Person person) {
        return papers.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    private static String to(Post post, String rest) {
        return "redirect:" + PostStory.address(post) + rest;
    }
}
