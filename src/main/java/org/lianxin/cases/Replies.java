package org.lianxin.cases;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.review.Request;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Answers while they are written: saved, submitted, taken back. From the submission on the wording is the review's; a change takes the
 * approval back, visibly, or is refused because the answer has left the house.
 */
@Service
public class Replies {
    public static final String TYPE = "reply";
    public static final int LONGEST = 5000;
    public static final int MOST_PICTURES = 9;

    private final CaseDesk desk;
    private final CaseStore store;
    private final ReplyStore replies;
    private final Reviews reviews;
    private final ReplyFitting fitting;

    Replies(CaseDesk desk, CaseStore store, ReplyStore replies, Reviews reviews, ReplyFitting fitting) {
        this.desk = desk;
        this.store = store;
        this.replies = replies;
        this.reviews = reviews;
        this.fitting = fitting;
    }

    /** What an editor has typed. {@code kind}: FIRST or FINAL; after the answer everything is a follow-up whatever it says. */
    public record Draft(Reply.Kind kind, String text, List<Reply.Picture> pictures) {}

    /** The review that was asked for. */
    public record Submitted(Reply reply, Review review) {}

    /** All answers of a case that this person may read, oldest first. */
    @Transactional(readOnly = true)
    public Outcome<List<Reply>> of(long letter, Person by) {
        return store.find(letter)
                .filter(c -> c.readableBy(by))
                .map(c -> Outcome.done(replies.of(letter)))
                .orElse(Outcome.notFound());
    }

    /** The answer that is being written, empty if nobody has begun one. */
    @Transactional(readOnly = true)
    public Optional<Reply> open(long letter, Person by) {
        return store.find(letter).filter(c -> c.readableBy(by)).flatMap(c -> replies.open(letter));
    }

    /**
     * Saves what was typed so far, however unfinished. {@code version} is the one of the open answer that the writer saw, 0 if there was
     * none; a text that is with a leader or on its way is taken back with it.
     */
    @Transactional
    public Outcome<Reply> save(long letter, int version, Draft draft, Person by) {
        Outcome<Case> may = may(letter, by);
        if (may instanceof Outcome.Refused<Case> refused) {
            return refused.cast();
        } else if (draft.text().length() > LONGEST) {
            return Outcome.invalid("text", "cases.too-long", LONGEST);
        } else if (draft.text().indexOf('\0') >= 0) {
            return Outcome.invalid("text", "cases.no-nul");
        } else if (draft.pictures().size() > MOST_PICTURES) {
            return Outcome.invalid("pictures", "cases.reply.too-many-pictures", MOST_PICTURES);
        } else if (draft.pictures().stream().anyMatch(p -> p.alternative().length() > 300)) {
            return Outcome.invalid("pictures", "cases.too-long", 300);
        } else if (draft.pictures().stream().anyMatch(p -> Unseen.in(p.alternative()))) {
            return Unseen.refused("pictures");
        }
        Optional<Reply> seen = replies.open(letter);
        if (version != seen.map(Reply::version).orElse(0)) {
            return Outcome.changedMeanwhile();
        }
        boolean recalled = seen.isPresent() && seen.get().state() != Reply.State.DRAFT;
        if (recalled) {
            // the review's rows before the case's, in the order in which an approval takes them
            Outcome<Boolean> back = reviews.recall(TYPE, seen.get().id(), fitting.changed(), by);
            if (back instanceof Outcome.Refused<Boolean> refused) {
                return refused.cast();
            }
        }
        Case now = store.lock(letter).orElseThrow();
        Optional<Reply> open = replies.open(letter);
        if (version != open.map(Reply::version).orElse(0) || !now.writtenBy(by)) {
            return undone(recalled);
        }
        if (recalled) {
            desk.note(now, Happening.RECALLED, By.writer(by, now), "", "");
            if (now.state().may(CaseState.Move.REWRITE)) {
                store.move(now, CaseState.Move.REWRITE);
                now = store.find(letter).orElseThrow();
            }
        }
        if (now.state() != CaseState.ANSWERED && !now.state().may(CaseState.Move.DRAFT)) {
            return undone(recalled);
        }
        Reply.Kind kind = now.state() == CaseState.ANSWERED
                ? Reply.Kind.FOLLOW_UP
                : draft.kind() == Reply.Kind.FIRST ? Reply.Kind.FIRST : Reply.Kind.FINAL;
        if (now.state() != CaseState.DRAFTING && now.state() != CaseState.ANSWERED) {
            store.move(now, CaseState.Move.DRAFT);
        }
        if (now.handler() == null) {
            store.takeOn(letter, by.id());
            desk.note(now, Happening.TAKEN_ON, By.writer(by, now), "", "");
        }
        if (open.isPresent()) {
            return Outcome.done(replies.rewrite(open.get(), kind, draft.text(), draft.pictures(), by.id()));
        }
        long unit = Objects.requireNonNull(now.unit());
        return Outcome.done(replies.create(now, unit, kind, draft.text(), draft.pictures(), by.id()));
    }

    /** Nothing of what this call did stays. */
    private static <T> Outcome<T> undone(boolean recalled) {
        if (recalled) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return Outcome.changedMeanwhile();
    }

    /** Asks the unit's leaders to approve exactly this wording. Refused while the checks say that it would expose somebody. */
    @Transactional
    public Outcome<Submitted> submit(long letter, int version, Person by) {
        Outcome<Case> may = may(letter, by);
        if (may instanceof Outcome.Refused<Case> refused) {
            return refused.cast();
        }
        Case now = store.lock(letter).orElseThrow();
        Optional<Reply> found = replies.open(letter);
        if (found.isEmpty()
                || found.get().version() != version
                || found.get().state() != Reply.State.DRAFT
                || !now.writtenBy(by)) {
            return Outcome.changedMeanwhile();
        }
        Reply reply = found.get();
        boolean followUp = reply.kind() == Reply.Kind.FOLLOW_UP;
        if (followUp ? now.state() != CaseState.ANSWERED : !now.state().may(CaseState.Move.SUBMIT)) {
            return Outcome.changedMeanwhile();
        }
        return fitting.fit(now, reply)
                .then(ready -> reviews.ask(
                                new Request(
                                        TYPE,
                                        reply.id(),
                                        reply.unit(),
                                        now.kindWord(),
                                        reply.author(),
                                        reply.others(),
                                        List.of(ready.kept()),
                                        ready.media(),
                                        null,
                                        false),
                                by)
                        .map(review -> {
                            replies.submitted(reply.id(), review, ready.account());
                            if (!followUp) {
                                store.move(now, CaseState.Move.SUBMIT);
                            }
                            desk.note(now, Happening.SUBMITTED, By.writer(by, now), "", "");
                            return new Submitted(
                                    replies.find(reply.id()).orElseThrow(),
                                    reviews.find(review).orElseThrow());
                        }));
    }

    /** Takes an answer back from the leader, unchanged. */
    @Transactional
    public Outcome<Reply> takeBack(long letter, int version, Person by) {
        Optional<Reply> open = store.find(letter).filter(c -> c.readableBy(by)).flatMap(c -> replies.open(letter));
        if (open.isEmpty()) {
            return may(letter, by).then(c -> Outcome.changedMeanwhile());
        } else if (open.get().state() == Reply.State.DRAFT) {
            return Outcome.changedMeanwhile();
        }
        return save(
                letter,
                version,
                new Draft(open.get().kind(), open.get().text(), open.get().pictures()),
                by);
    }

    /** Where an answer to this letter would go, ready to show; empty if it could not go out. */
    @Transactional(readOnly = true)
    public Optional<String> goesTo(Case letter) {
        return fitting.goesTo(letter);
    }

    private Outcome<Case> may(long letter, @Nullable Person by) {
        Optional<Case> found = store.find(letter);
        if (by == null || found.isEmpty() || !found.get().readableBy(by)) {
            return Outcome.notFound();
        }
        return found.get().writtenBy(by) ? Outcome.done(found.get()) : Outcome.notAllowed();
    }
}
