package org.lianxin.api.mastodon;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianxin.api.mastodon.call.Params;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What an app sends becomes a draft that goes into the review chain of its account; nothing is published here. */
@Component
class Writing {
    private final Posts posts;
    private final Brought brought;
    private final Answering answering;
    private final Pending pending;
    private final Around around;

    Writing(Posts posts, Brought brought, Answering answering, Pending pending, Around around) {
        this.posts = posts;
        this.brought = brought;
        this.answering = answering;
        this.pending = pending;
        this.around = around;
    }

    /** What is set, what time it is, and which accounts there are. */
    @Component
    record Around(Settings settings, Clock clock, Accounts accounts) {}

    /** A post, or an answer to what somebody said, on its way to its reviewers. */
    Outcome<ObjectNode> write(Params params, Caller caller) {
        String visibility = params.text("visibility");
        Optional<Instant> planned = params.moment("scheduled_at");
        if (!Set.of("", "public", "unlisted").contains(visibility)) {
            return Outcome.invalid("visibility", "apps.visibility");
        } else if (params.has("poll[options]")) {
            return Outcome.invalid("poll", "apps.no-poll");
        } else if (!params.text("scheduled_at").isBlank()
                && (planned.isEmpty()
                        || !Wording.farEnough(planned.get(), around.clock().instant()))) {
            return Outcome.invalid("scheduled_at", "apps.too-soon");
        }
        Outcome<List<Illustration>> files = brought.of(params.all("media_ids"), caller.me());
        if (files instanceof Outcome.Refused<List<Illustration>> refused) {
            return refused.cast();
        } else if (!params.text("in_reply_to_id").isBlank()) {
            return planned.isPresent()
                    ? Outcome.invalid("scheduled_at", "apps.no-planned-answer")
                    : answering.answer(params.text("in_reply_to_id"), params.text("status"), files.orThrow(), caller);
        }
        Account account = caller.mine();
        Draft draft = new Draft(
                title(params),
                params.text("status").strip(),
                Category.of(around.settings().text("apps.category", "news")).orElse(Category.NEWS),
                null,
                targets(account),
                files.orThrow(),
                planned.orElse(null),
                "");
        return posts.create(account.unit(), draft, caller.me())
                .then(post -> posts.submit(post.id(), post.version(), caller.me()))
                .map(submitted -> pending.json(submitted.post()));
    }

    private static String title(Params params) {
        String title = params.text("spoiler_text").strip().replaceAll("\\s+", " ");
        return title.isEmpty() ? Wording.title(params.text("status")) : title;
    }

    /** The account, and the unit’s own on the micro-site: the note leads to the page there. */
    private List<Long> targets(Account account) {
        List<Long> targets = new ArrayList<>(List.of(account.id()));
        around.accounts().ofUnit(account.unit()).stream()
                .filter(a -> a.platform() == Platform.SITE && a.state() == AccountState.LIVE)
                .findFirst()
                .ifPresent(site -> targets.add(site.id()));
        return targets;
    }

    /** A correction of what stands: the new words go to the reviewers, the old ones stay until they have decided. */
    Outcome<Post> correct(long post, Params params, String note, Caller caller) {
        Outcome<List<Illustration>> files = brought.of(params.all("media_ids"), caller.me());
        if (files instanceof Outcome.Refused<List<Illustration>> refused) {
            return refused.cast();
        }
        return posts.correct(post, caller.me())
                .then(open -> {
                    Draft before = open.draft();
                    boolean own = !before.text().startsWith(Wording.bare(before.title()));
                    String title = own && !params.has("spoiler_text") ? before.title() : title(params);
                    Draft draft = before.reading(title, params.text("status").strip())
                            .with(params.has("media_ids") ? files.orThrow() : before.media())
                            .saying(note);
                    return posts.save(post, open.version(), draft, caller.me());
                })
                .then(saved -> posts.submit(post, saved.version(), caller.me()))
                .map(Posts.Submitted::post);
    }
}
