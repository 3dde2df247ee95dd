package org.lianxin.api.mastodon;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.web.ForApps;
import org.lianxin.web.Forms;
import org.lianxin.web.Open;
import org.lianxin.web.Pages;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writing, reading, correcting, withdrawing: what is written goes to its reviewers and is answered as scheduled. */
@RestController
class StatusesController {
    private static final int MOST = 40;

    private final StatusJson json;
    private final Told told;
    private final Threads threads;
    private final Writing writing;
    private final Desk desk;

    StatusesController(StatusJson json, Told told, Threads threads, Writing writing, Desk desk) {
        this.json = json;
        this.told = told;
        this.threads = threads;
        this.writing = writing;
        this.desk = desk;
    }

    /** Where posts are, and words for what the public reads. */
    @Component
    record Desk(Posts posts, Papers papers, Once once, Pages pages) {
        String words(String key) {
            return pages.texts(java.util.Locale.SIMPLIFIED_CHINESE).of(key);
        }
    }

    @PostMapping("/api/v1/statuses")
    @ForApps("write:statuses")
    ObjectNode write(Params params, Caller caller, HttpServletRequest request) {
        String key = Objects.toString(request.getHeader("Idempotency-Key"), "");
        return Refusals.orRefuse(desk.once()
                .done(
                        caller.token(),
                        key,
                        () -> writing.write(params, caller).map(waiting -> json.waiting(waiting, caller))));
    }

    @GetMapping("/api/v1/statuses/{id}")
    @Open
    ObjectNode show(@PathVariable String id, @Nullable Caller caller) {
        return json.of(Forms.id(id), caller).orElseThrow(Refusals::notFound);
    }

    @GetMapping("/api/v1/statuses")
    @Open
    ArrayNode several(Params params, @Nullable Caller caller) {
        ArrayNode all = Json.array();
        params.all("id").stream()
                .limit(MOST)
                .map(Ids::parse)
                .filter(OptionalLong::isPresent)
                .flatMap(id -> json.of(id.getAsLong(), caller).stream())
                .forEach(all::add);
        return all;
    }

    @GetMapping("/api/v1/statuses/{id}/context")
    @Open
    ObjectNode context(@PathVariable String id, @Nullable Caller caller) {
        return threads.around(Forms.id(id), caller).orElseThrow(Refusals::notFound);
    }

    @GetMapping("/api/v1/statuses/{id}/card")
    @Open
    ObjectNode card(@PathVariable String id, @Nullable Caller caller) {
        show(id, caller);
        return Json.object();
    }

    /** Who likes it is nobody’s affair; how many do stands at the status. */
    @GetMapping({"/api/v1/statuses/{id}/favourited_by", "/api/v1/statuses/{id}/reblogged_by"})
    @Open
    ArrayNode nobody(@PathVariable String id, @Nullable Caller caller) {
        show(id, caller);
        return Json.array();
    }

    /** As it stands; what stood there before is on the micro-site’s page. */
    @GetMapping("/api/v1/statuses/{id}/history")
    @Open
    ArrayNode history(@PathVariable String id, @Nullable Caller caller) {
        ObjectNode status = show(id, caller);
        ArrayNode all = Json.array();
        ObjectNode edit = all.addObject();
        for (String part : List.of("content", "spoiler_text", "sensitive", "account", "media_attachments", "emojis")) {
            edit.set(part, status.get(part));
        }
        edit.set("created_at", status.path("edited_at").isNull() ? status.get("created_at") : status.get("edited_at"));
        return all;
    }

    @GetMapping("/api/v1/statuses/{id}/source")
    @ForApps("read:statuses")
    ObjectNode source(@PathVariable String id, Caller caller) {
        Post post = post(id, caller);
        String title = post.draft().title();
        return Json.object()
                .put("id", id)
                .put("text", post.draft().text())
                .put("spoiler_text", post.draft().text().startsWith(Wording.bare(title)) ? "" : title);
    }

    /** The post behind a note of the caller’s own account. */
    private Post post(String id, Caller caller) {
        Told.Note note = told.find(Forms.id(id))
                .filter(n -> n.account() == caller.mine().id())
                .orElseThrow(Refusals::notFound);
        if (note.answers()) {
            throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.answer-in-case", note.reference()));
        }
        return desk.papers().find(note.post().orElse(0), caller.me()).orElseThrow(Refusals::notFound);
    }

    /** The answer is what readers have: the new words stand there once they have been approved. */
    @PutMapping("/api/v1/statuses/{id}")
    @ForApps("write:statuses")
    ObjectNode correct(@PathVariable String id, Params params, Caller caller) {
        Post post = post(id, caller);
        return Refusals.orRefuse(desk.once()
                .done(
                        caller.token(),
                        "",
                        () -> writing.correct(post.id(), params, desk.words("apps.corrected"), caller)
                                .map(corrected -> show(id, caller))));
    }

    @DeleteMapping("/api/v1/statuses/{id}")
    @ForApps("write:statuses")
    ObjectNode withdraw(@PathVariable String id, Params params, Caller caller) {
        Post post = post(id, caller);
        ObjectNode status = show(id, caller);
        String reason = params.text("reason").isBlank() ? desk.words("apps.withdrawn") : params.text("reason");
        Outcome<Post> outcome = desk.posts().withdraw(post.id(), reason, caller.me());
        if (outcome instanceof Outcome.Refused<Post> refused && refused.kind() == Outcome.Kind.NOT_ALLOWED) {
            throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.leader-withdraws"));
        }
        Refusals.orRefuse(outcome);
        return status.put("text", post.draft().text());
    }

    /** Likes, repeats and the like are a person’s; an authority has none. */
    @PostMapping({
        "/api/v1/statuses/{id}/favourite",
        "/api/v1/statuses/{id}/unfavourite",
        "/api/v1/statuses/{id}/bookmark",
        "/api/v1/statuses/{id}/unbookmark",
        "/api/v1/statuses/{id}/pin",
        "/api/v1/statuses/{id}/unpin",
        "/api/v1/statuses/{id}/mute",
        "/api/v1/statuses/{id}/unmute"
    })
    @ForApps("write:favourites write:statuses write:bookmarks write:accounts write:mutes")
    ObjectNode none(@PathVariable String id) {
        throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.no-likes"));
    }

    /** An app shows a repeat at once and has no word for one that waits for its leader. */
    @PostMapping({"/api/v1/statuses/{id}/reblog", "/api/v1/statuses/{id}/unreblog"})
    @ForApps("write:favourites write:statuses")
    ObjectNode repeat(@PathVariable String id) {
        throw Refusals.of(Outcome.refused(Outcome.Kind.NOT_ALLOWED, "apps.repeat-in-console"));
    }
}
