package org.lianxin.cases;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Outcome;
import org.springframework.stereotype.Service;

/**
 * The citizen's side of a case: looked up by number and key, read, rated, opened again. Whoever has number and key is the citizen, or whom a
 * network has recognised ({@link org.lianxin.intake.Visits}); nothing else is asked or kept. A wrong key and an unknown number get the same answer.
 */
@Service
public class Following {
    private final CaseStore store;
    private final ReplyStore replies;
    private final Intake intake;
    private final KeyTries tries;
    private final Views views;

    Following(CaseStore store, ReplyStore replies, Intake intake, KeyTries tries, Views views) {
        this.store = store;
        this.replies = replies;
        this.intake = intake;
        this.tries = tries;
        this.views = views;
    }

    /** Lets in who has the key. {@code address}: where the try comes from; wrong ones are counted, right ones never. */
    public Outcome<Case> open(String number, String key, String address) {
        String wanted = plain(number).toUpperCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return Outcome.invalid("number", "cases.follow.number-missing");
        } else if (plain(key).isEmpty()) {
            return Outcome.invalid("key", "cases.follow.key-missing");
        } else if (wanted.length() > 40 || key.length() > 100 || wanted.indexOf('\0') >= 0 || key.indexOf('\0') >= 0) {
            return Outcome.invalid("key", "cases.follow.wrong");
        } else if (tries.exhausted(wanted, address)) {
            return Outcome.refused(Outcome.Kind.TOO_MANY, "cases.follow.too-many", KeyTries.WINDOW.toMinutes());
        }
        Optional<Case> found = intake.open(wanted, plain(key)).map(Message::id).flatMap(store::byMessage);
        if (found.isEmpty()) {
            tries.wrong(wanted, address);
            return Outcome.invalid("key", "cases.follow.wrong");
        }
        return Outcome.done(found.get());
    }

    /** What people type on a phone: full-width letters, spaces, dashes of other kinds. */
    private static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("[\\u2010-\\u2015\\u2212]", "-")
                .replaceAll("\\s+", "");
    }

    /** Proof that this reader has shown the key, good for two hours: it stands in the address of their page, where the key never does. */
    public String view(Case letter) {
        return views.byKey(letter.id());
    }

    /** The same for whom a network has recognised, while their visit lasts; {@code visit} as {@link org.lianxin.intake.Visits#name}. */
    public String view(Case letter, String visit) {
        return views.inVisit(letter.id(), visit);
    }

    /** The case of such a proof, empty if it is none or too old. */
    public Optional<Case> seen(String view) {
        OptionalLong id = views.seen(view);
        return id.isPresent() ? store.find(id.getAsLong()) : Optional.empty();
    }

    /** The cases of these messages, in their order. The caller has made sure that they are the citizen's own. */
    public List<Case> of(List<Long> messages) {
        return store.byMessages(messages);
    }

    /** What the citizen reads of the timeline, oldest first: never who did it, never an inside remark. */
    public List<Step> steps(Case letter) {
        return store.steps(letter.id()).stream()
                .filter(s -> s.what().open())
                .map(s -> new Step(s.id(), s.what(), s.unit(), null, null, s.at(), s.words(), ""))
                .toList();
    }

    /** What was answered, oldest first; a withdrawn answer has no text any more. */
    public List<Reply> answers(Case letter) {
        return replies.of(letter.id()).stream()
                .filter(r -> r.state() == Reply.State.SENT || r.state() == Reply.State.WITHDRAWN)
                .toList();
    }
}
