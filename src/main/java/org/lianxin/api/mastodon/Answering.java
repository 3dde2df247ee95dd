package org.lianxin.api.mastodon;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.intake.Arrival;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Illustration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer to what somebody asked on the network is the answer of its case, and goes to the unit’s leader like any other. */
@Component
class Answering {
    private final Heard heard;
    private final Replies replies;
    private final MediaJson media;
    private final JdbcClient db;
    private final Clock clock;

    Answering(Heard heard, Replies replies, MediaJson media, JdbcClient db, Clock clock) {
        this.heard = heard;
        this.replies = replies;
        this.media = media;
        this.db = db;
        this.clock = clock;
    }

    Outcome<ObjectNode> answer(String to, String text, List<Illustration> files, Caller caller) {
        OptionalLong id = Ids.parse(to);
        Optional<Heard.Mention> asked = id.isEmpty() ? Optional.empty() : heard.find(id.getAsLong(), caller);
        if (asked.isEmpty() || asked.get().account() != caller.mine().id()) {
            return Outcome.invalid("in_reply_to_id", "apps.no-thread");
        } else if (asked.get().state() != Arrival.State.CASE) {
            return Outcome.invalid(
                    "in_reply_to_id", "apps.remark-first", asked.get().number());
        }
        Optional<Long> letter = db.sql("select id from cases.face_case where message = ?")
                .param(asked.get().id())
                .query((row, n) -> row.getLong(1))
                .optional();
        if (letter.isEmpty()) {
            return Outcome.invalid("in_reply_to_id", "apps.no-thread");
        } else if (replies.open(letter.get(), caller.me()).isPresent()) {
            // a colleague may be in the middle of it
            return Outcome.refused(
                    Outcome.Kind.CHANGED_MEANWHILE,
                    "apps.answer-begun",
                    asked.get().number());
        }
        Replies.Draft draft = new Replies.Draft(
                Reply.Kind.FINAL,
                Wording.withoutNames(text).strip(),
                files.stream()
                        .map(f -> new Reply.Picture(f.hash(), f.alternative()))
                        .toList());
        return replies.save(letter.get(), 0, draft, caller.me())
                .then(saved -> replies.submit(letter.get(), saved.version(), caller.me()))
                .map(submitted -> {
                    ArrayNode shown = Json.array();
                    for (Illustration file : files) {
                        shown.add(media.brought(
                                Long.toString(submitted.reply().id() * 10 + shown.size()),
                                new MediaJson.File(file.hash(), "image/jpeg", file.alternative(), 0, 0)));
                    }
                    return Pending.json(
                            Long.toString(submitted.reply().id()),
                            clock.instant(),
                            submitted.reply().text(),
                            "",
                            to,
                            shown);
                });
    }
}
