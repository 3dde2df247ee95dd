package org.lianxin.api.mastodon;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.call.Slice;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.PostState;
import org.lianxin.publishing.Posts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts of one’s own that are with their reviewers or wait for their time: what apps call scheduled. */
@Component
class Pending {
    private final JdbcClient db;
    private final Posts posts;
    private final Papers papers;
    private final MediaJson media;
    private final Clock clock;

    Pending(JdbcClient db, Posts posts, Papers papers, MediaJson media, Clock clock) {
        this.db = db;
        this.posts = posts;
        this.papers = papers;
        this.media = media;
        this.clock = clock;
    }

    List<ObjectNode> all(Caller caller, Slice slice) {
        return slice
                .of(
                        db,
                        "select id from publishing.face_post where owner = :me and unit = :unit and targets @> array[cast(:account as bigint)] and state in ('IN_REVIEW', 'SENT_BACK', 'APPROVED')",
                        "id",
                        java.util.Map.of(
                                "me",
                                caller.me().id(),
                                "unit",
                                caller.mine().unit(),
                                "account",
                                caller.mine().id()),
                        (row, n) -> row.getLong(1))
                .stream()
                .flatMap(id -> find(id, caller).stream())
                .map(this::json)
                .toList();
    }

    /** The person’s own, for the account of this app, as long as nothing of it is out. */
    Optional<Post> find(long id, Caller caller) {
        return papers.find(id, caller.me())
                .filter(p -> java.util.Objects.equals(p.owner(), caller.me().id())
                        && p.draft().targets().contains(caller.mine().id()))
                .filter(p -> p.state() == PostState.IN_REVIEW
                        || p.state() == PostState.SENT_BACK
                        || p.state() == PostState.APPROVED);
    }

    ObjectNode json(Post post) {
        Instant planned = post.draft().planned();
        ArrayNode shown = Json.array();
        for (Illustration file : post.draft().media()) {
            shown.add(media.brought(
                    Long.toString(post.id() * 10 + shown.size()),
                    new MediaJson.File(file.hash(), file.type(), file.alternative(), file.width(), file.height())));
        }
        return json(
                Long.toString(post.id()),
                planned == null ? post.changedAt() : planned,
                post.draft().text(),
                post.draft().text().startsWith(Wording.bare(post.draft().title()))
                        ? ""
                        : post.draft().title(),
                null,
                shown);
    }

    /** {@code at}: its time; where it has none, since when it is with its reviewers. */
    static ObjectNode json(
            String id, Instant at, String text, String title, @Nullable String answers, ArrayNode shown) {
        ObjectNode json = Json.object().put("id", id).put("scheduled_at", Json.moment(at));
        ObjectNode params = json.putObject("params")
                .put("text", text)
                .putNull("poll")
                .put("sensitive", false)
                .put("spoiler_text", title)
                .put("visibility", "public")
                .put("language", "zh")
                .putNull("scheduled_at")
                .putNull("idempotency")
                .put("in_reply_to_id", answers)
                .put("application_id", 0)
                .put("with_rate_limit", false);
        ArrayNode ids = params.putArray("media_ids");
        shown.forEach(each -> ids.add(each.path("id").asString("")));
        json.set("media_attachments", shown);
        return json;
    }

    /** Another time. The reviewers get it anew: what they approved was approved for its time. */
    Outcome<ObjectNode> move(long id, Instant at, Caller caller) {
        Optional<Post> found = find(id, caller);
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!Wording.farEnough(at, clock.instant())) {
            return Outcome.invalid("scheduled_at", "apps.too-soon");
        }
        Post post = found.get();
        return posts.save(id, post.version(), post.draft().at(at), caller.me())
                .then(saved -> posts.submit(id, saved.version(), caller.me()))
                .map(submitted -> json(submitted.post()));
    }

    /** Taken back from its reviewers and thrown away. */
    Outcome<ObjectNode> drop(long id, Caller caller) {
        Optional<Post> found = find(id, caller);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Outcome<Post> back =
                found.get().state() == PostState.SENT_BACK ? Outcome.done(found.get()) : posts.recall(id, caller.me());
        return back.then(post -> posts.drop(id, post.version(), caller.me())).map(gone -> Json.object());
    }
}
