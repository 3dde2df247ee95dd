package org.lianxin.cases.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.language.Check;
import org.lianxin.language.Formatting;
import org.lianxin.language.Language;
import org.lianxin.language.Note;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Component;

/** Puts the page together on which an answer is written. */
@Component
class AnswerDesk {
    private final Replies replies;
    private final Texts texts;
    private final CaseList.Known known;
    private final Clock clock;

    AnswerDesk(Replies replies, Texts texts, CaseList.Known known, Clock clock) {
        this.replies = replies;
        this.texts = texts;
        this.known = known;
        this.clock = clock;
    }

    /** What is known about a text. */
    @Component
    record Texts(Language language, Formatting formatting) {}

    Clock clock() {
        return clock;
    }

    /** The form as it is kept, or an empty one. */
    Answering of(Case letter, Person person) {
        @Nullable Reply open = replies.open(letter.id(), person).orElse(null);
        ReplyForm form = open == null ? new ReplyForm(Reply.Kind.FINAL, "", List.of()) : ReplyForm.of(open);
        return build(letter, open, open == null ? 0 : open.version(), form, Map.of(), null, person);
    }

    /** The form as it was typed, with what is wrong; with what somebody else wrote meanwhile, if that is why. */
    Answering again(Case letter, int version, ReplyForm form, Map<String, String> errors, Person person) {
        @Nullable Reply open = replies.open(letter.id(), person).orElse(null);
        boolean meanwhile = open != null && open.version() != version;
        return build(letter, open, open == null ? 0 : open.version(), form, errors, meanwhile ? open : null, person);
    }

    private Answering build(
            Case letter,
            @Nullable Reply open,
            int version,
            ReplyForm form,
            Map<String, String> errors,
            @Nullable Reply theirs,
            Person person) {
        long unit = Objects.requireNonNull(letter.unit());
        List<Answering.Earlier> earlier = Refusals.orRefuse(replies.of(letter.id(), person)).stream()
                .filter(r -> r.state() == Reply.State.SENT)
                .map(r -> new Answering.Earlier(r, texts.formatting().html(r.text())))
                .toList();
        String theirName =
                theirs == null ? "" : known.names(List.of(theirs.author())).getOrDefault(theirs.author(), "");
        return new Answering(
                letter,
                known.units().names(List.of(unit)).getOrDefault(unit, ""),
                open,
                version,
                form,
                earlier,
                replies.goesTo(letter).orElse(""),
                notes(form.text()),
                errors,
                theirs,
                theirName);
    }

    private List<Note> notes(String text) {
        return text.isBlank()
                ? List.of()
                : Note.of(
                        texts.language().check(new Check.Draft(Replies.TYPE, "", text, "", java.util.Set.of())),
                        "",
                        text);
    }

    Optional<Reply> open(Case letter, Person person) {
        return replies.open(letter.id(), person);
    }
}
