package org.lianxin.cases.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.kernel.Ids;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The answer that is being written, for programs: saved as often as one likes, submitted, taken back. */
@RestController
@RequestMapping("/rest/v1/cases/{id}/reply")
@Writers
class RepliesResource {
    private final Replies replies;

    RepliesResource(Replies replies) {
        this.replies = replies;
    }

    /** @param version of the open answer as it was read, 0 if there was none; kind: {@code first} or {@code final} */
    record DraftJson(
            int version,
            @Nullable String kind,
            @Nullable String text,
            @Nullable List<CaseJson.PictureJson> pictures) {}

    record VersionJson(@Nullable Integer version) {}

    record SubmissionJson(CaseJson.ReplyJson reply, ReviewJson review) {}

    record ReviewJson(String id, int version, String digest) {}

    @PutMapping
    CaseJson.ReplyJson save(@PathVariable String id, @RequestBody DraftJson body, Person person) {
        List<CaseJson.PictureJson> pictures = body.pictures() == null ? List.of() : body.pictures();
        Replies.Draft draft = new Replies.Draft(
                Typed.replyKind(body.kind()),
                Typed.text(body.text()),
                pictures.stream()
                        .map(p -> new Reply.Picture(Typed.text(p.hash()), Typed.text(p.alternative())))
                        .toList());
        return CaseJson.ReplyJson.of(Refusals.orRefuse(replies.save(Typed.id(id), body.version(), draft, person)));
    }

    @PostMapping("/submission")
    @ResponseStatus(HttpStatus.CREATED)
    SubmissionJson submit(
            @PathVariable String id, @RequestBody(required = false) @Nullable VersionJson body, Person person) {
        long which = Typed.id(id);
        Replies.Submitted done = Refusals.orRefuse(replies.submit(which, version(which, body, person), person));
        return new SubmissionJson(
                CaseJson.ReplyJson.of(done.reply()),
                new ReviewJson(
                        Ids.text(done.review().id()),
                        done.review().version(),
                        done.review().digest()));
    }

    @DeleteMapping("/submission")
    CaseJson.ReplyJson takeBack(@PathVariable String id, Person person) {
        long which = Typed.id(id);
        return CaseJson.ReplyJson.of(Refusals.orRefuse(replies.takeBack(which, version(which, null, person), person)));
    }

    private int version(long letter, @Nullable VersionJson given, Person person) {
        return given != null && given.version() != null
                ? given.version()
                : replies.open(letter, person).map(Reply::version).orElse(0);
    }
}
