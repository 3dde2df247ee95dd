package org.lianxin.publishing.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Unit;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Writing. Everything works by the form's own buttons; scripts save while one writes, refresh preview and notes, and upload beside it. */
@Controller
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE, Role.PARTNER, Role.SPOKESPERSON})
class ComposerController {
    private final Posts posts;
    private final Papers papers;
    private final Composer composer;
    private final Media media;

    ComposerController(Posts posts, Papers papers, Composer composer, Media media) {
        this.posts = posts;
        this.papers = papers;
        this.composer = composer;
        this.media = media;
    }

    @GetMapping("/console/posts/new")
    String fresh(@RequestParam(defaultValue = "") String unit, Page page, Model model) {
        List<Unit> units = composer.unitsOf(page.me());
        if (units.isEmpty()) {
            throw Refusals.notAllowed();
        }
        Unit chosen = units.stream()
                .filter(u -> Ids.text(u.id()).equals(unit))
                .findFirst()
                .orElse(units.getFirst());
        return page(model, composer.empty(chosen, units, page));
    }

    @GetMapping("/console/posts/{id}/edit")
    String edit(@PathVariable String id, Page page, Model model) {
        Post post = mine(id, page.me());
        if (post.state().out() && !post.state().correction()) {
            return "redirect:/console/posts/" + id;
        }
        return post.draft().carries() == null
                ? page(model, composer.of(post, page))
                : "redirect:/console/posts/" + id + "/carrying";
    }

    @PostMapping("/console/posts")
    String create(
            @RequestParam MultiValueMap<String, String> fields,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return keep(null, fields, files, page, model, response);
    }

    @PostMapping("/console/posts/{id}")
    String update(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return keep(mine(id, page.me()), fields, files, page, model, response);
    }

    /** Saves; then, if that was the button, submits. What is wrong comes back with the form as it was typed, and what could be saved is saved. */
    private String keep(
            @Nullable Post before,
            MultiValueMap<String, String> fields,
            @Nullable List<MultipartFile> files,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Map<String, String> errors = new LinkedHashMap<>();
        Form form = uploaded(
                Form.read(fields).arranged(Form.field(fields, "remove"), Form.field(fields, "earlier")),
                files,
                page,
                errors);
        int version = Form.number(Form.field(fields, "version"));
        String fresh = Form.field(fields, "fresh");
        long unit = before == null ? Forms.id(Form.field(fields, "unit")) : before.unit();
        Outcome<Post> saved = save(before, fresh, unit, version, form, page.me());
        switch (saved) {
            case Outcome.Refused<Post> refused -> {
                if (refused.kind() == Outcome.Kind.NOT_ALLOWED
                        || refused.kind() == Outcome.Kind.NOT_FOUND
                        || "unit".equals(refused.field())) {
                    return Refusals.orRefuse(refused.cast());
                }
                response.setStatus(refused.kind().status());
                errors.putAll(Composer.errors(List.of(refused), page));
                @Nullable
                Post now = before == null
                        ? null
                        : papers.find(before.id(), page.me()).orElse(null);
                boolean meanwhile =
                        refused.kind() == Outcome.Kind.CHANGED_MEANWHILE && now != null && now.version() != version;
                return page(
                        model,
                        composer.again(
                                now,
                                fresh,
                                meanwhile || now == null ? version : now.version(),
                                composer.unit(unit),
                                form,
                                errors,
                                page));
            }
            case Outcome.Done<Post>(Post post) -> {
                if (errors.isEmpty() && Form.field(fields, "do").equals("submit")) {
                    if (posts.submit(post.id(), post.version(), page.me()) instanceof Outcome.Done) {
                        return "redirect:/console/posts/" + post.id() + "?said=post-submitted";
                    }
                    Post now = papers.find(post.id(), page.me()).orElseThrow(Refusals::notFound);
                    errors.putAll(Composer.errors(papers.obstacles(now, page.t.locale()), page));
                    if (errors.isEmpty()) {
                        errors.put("", page.t.of("refused.changed-meanwhile"));
                    }
                    post = now;
                }
                if (errors.isEmpty()) {
                    return "redirect:/console/posts/" + post.id() + "/edit?said=post-saved";
                }
                response.setStatus(422);
                return page(model, composer.again(post, "", post.version(), composer.unit(unit), form, errors, page));
            }
        }
    }

    private Outcome<Post> save(@Nullable Post before, String fresh, long unit, int version, Form form, Person person) {
        return form.draft(composer.clock().getZone()).then(draft -> {
            if (before != null) {
                return posts.save(before.id(), version, draft, person);
            }
            return composer.given(fresh, person)
                    .map(id -> posts.create(id, unit, draft, person))
                    .orElseGet(() -> posts.create(unit, draft, person));
        });
    }

    /** Files chosen in the form itself, for whoever has no script. One that is no good is named and the others are kept. */
    private Form uploaded(Form form, @Nullable List<MultipartFile> files, Page page, Map<String, String> errors)
            throws IOException {
        List<Illustration> all = new ArrayList<>(form.media());
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (file.isEmpty()) {
                continue;
            }
            try (var in = file.getInputStream()) {
                boolean video = file.getOriginalFilename() != null
                        && file.getOriginalFilename()
                                .toLowerCase(java.util.Locale.ROOT)
                                .endsWith(".mp4");
                switch (video
                        ? media.video(in, page.me().id())
                        : media.picture(in, page.me().id())) {
                    case Outcome.Done<Stored>(Stored stored) -> {
                        if (all.stream().noneMatch(m -> m.hash().equals(stored.hash()))) {
                            all.add(new Illustration(
                                    stored.hash(), stored.mediaType(), "", "", stored.width(), stored.height()));
                        }
                    }
                    case Outcome.Refused<Stored> refused ->
                        errors.merge(
                                "files",
                                page.t.of(
                                        "posts.file-refused",
                                        String.valueOf(file.getOriginalFilename()),
                                        page.t.of(refused.key(), refused.arguments())),
                                (a, b) -> a + " " + b);
                }
            }
        }
        return form.with(all);
    }

    /** How it would look, for the form as it stands; keeps nothing. */
    @PostMapping("/console/posts/preview")
    String preview(@RequestParam MultiValueMap<String, String> fields, Page page, Model model) {
        Form form = Form.read(fields);
        long unit = Forms.id(Form.field(fields, "unit"));
        if (!Posts.mayWrite(unit, page.me())) {
            throw Refusals.notFound();
        }
        Post post = Ids.parse(Form.field(fields, "id")).stream()
                .boxed()
                .flatMap(id -> papers.find(id, page.me()).stream())
                .findFirst()
                .orElse(null);
        Outcome<Draft> draft = form.draft(composer.clock().getZone()).then(d -> papers.keepable(d, unit));
        model.addAttribute("panes", composer.panes(draft, unit, post, page));
        model.addAttribute("pane", form.pane());
        model.addAttribute(
                "why",
                draft instanceof Outcome.Refused<Draft> refused ? page.t.of(refused.key(), refused.arguments()) : "");
        return "publishing/posts/_preview";
    }

    /** What the script hears: where the draft stands now, or the sentence that says why it is not saved. */
    record Kept(String id, int version, String sentence) {}

    @PostMapping("/console/posts/working-copy")
    @ResponseBody
    ResponseEntity<Kept> begin(@RequestParam MultiValueMap<String, String> fields, Page page) {
        return kept(
                save(
                        null,
                        Form.field(fields, "fresh"),
                        Forms.id(Form.field(fields, "unit")),
                        1,
                        Form.read(fields),
                        page.me()),
                page);
    }

    @PostMapping("/console/posts/{id}/working-copy")
    @ResponseBody
    ResponseEntity<Kept> go(@PathVariable String id, @RequestParam MultiValueMap<String, String> fields, Page page) {
        Post post = mine(id, page.me());
        // what is with its reviewers is taken back by a person's button, never by a timer
        if (post.state().held()) {
            return ResponseEntity.status(409).body(new Kept(id, post.version(), page.t.of("posts.autosave-held")));
        }
        return kept(
                save(post, "", post.unit(), Form.number(Form.field(fields, "version")), Form.read(fields), page.me()),
                page);
    }

    private ResponseEntity<Kept> kept(Outcome<Post> saved, Page page) {
        return switch (saved) {
            case Outcome.Done<Post>(Post post) ->
                ResponseEntity.ok(new Kept(
                        Ids.text(post.id()),
                        post.version(),
                        page.t.of(
                                "posts.saved-at",
                                page.moments.time(composer.clock().instant()))));
            case Outcome.Refused<Post> refused ->
                ResponseEntity.status(refused.kind().status())
                        .body(new Kept(
                                "", 0, page.t.of("posts.not-saved", page.t.of(refused.key(), refused.arguments()))));
        };
    }

    /** The text kept aside is no longer needed. */
    @PostMapping("/console/posts/{id}/aside/removal")
    String forget(@PathVariable String id, Person person) {
        papers.forgetAside(mine(id, person), person);
        return "redirect:/console/posts/" + id + "/edit";
    }

    private Post mine(String text, Person person) {
        Post post = papers.find(Forms.id(text), person).orElseThrow(Refusals::notFound);
        if (!Posts.mayWrite(post.unit(), person)) {
            throw Refusals.notAllowed();
        }
        return post;
    }

    private static String page(Model model, Writing writing) {
        model.addAttribute("writing", writing);
        return "publishing/posts/edit";
    }
}
