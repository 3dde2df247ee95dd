package org.lianxin.cases;

import java.util.Optional;
import org.lianxin.delivery.Delivery;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Answers that were sent and are taken away again, at once, with a reason that the citizen and everybody reads. A case whose answer this was
 * is open again on a new deadline.
 */
@Service
public class Withdrawals {
    private final CaseDesk desk;
    private final CaseStore store;
    private final ReplyStore replies;
    private final Delivery delivery;
    private final CaseTelling telling;

    Withdrawals(CaseDesk desk, CaseStore store, ReplyStore replies, Delivery delivery, CaseTelling telling) {
        this.desk = desk;
        this.store = store;
        this.replies = replies;
        this.delivery = delivery;
        this.telling = telling;
    }

    /** By a leader of the unit that answered, or the office; {@code reason}: at most {@value Delivery#LONGEST_REASON} characters. */
    @Transactional
    public Outcome<Reply> withdraw(long letter, long reply, String reason, Person by) {
        Optional<Case> seen = store.find(letter).filter(c -> c.readableBy(by));
        if (seen.isEmpty()) {
            return Outcome.notFound();
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "cases.withdrawal.reason-needed");
        }
        Optional<Reply> found = replies.find(reply).filter(r -> r.letter() == letter);
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!found.get().withdrawnBy(by)) {
            return Outcome.notAllowed();
        } else if (found.get().state() != Reply.State.SENT) {
            return tooLate(found.get());
        }
        // deliveries before the case, as a confirmation does it
        Outcome<Integer> taken = delivery.withdraw(Replies.TYPE, reply, reason, by);
        if (taken instanceof Outcome.Refused<Integer> refused) {
            return refused.cast();
        }
        Case now = store.lock(letter).orElseThrow();
        Reply sent = replies.find(reply).orElseThrow();
        if (sent.state() != Reply.State.SENT) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return tooLate(sent);
        }
        replies.withdrawn(reply, reason.strip());
        desk.note(now, sent.unit(), Happening.WITHDRAWN, By.leader(by, sent.unit()), reason.strip(), "");
        if (answers(sent, now)) {
            // without its answer the case is open again: the citizen is owed another one
            store.reopen(letter, telling.again(), false);
            store.move(now, CaseState.Move.WITHDRAW);
        }
        desk.ring(sent.writers());
        Reply gone = replies.find(reply).orElseThrow();
        telling.withdrawn(now, gone);
        return Outcome.done(gone);
    }

    private static Outcome<Reply> tooLate(Reply reply) {
        return reply.state() == Reply.State.WITHDRAWN
                ? Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "cases.withdrawal.done-already")
                : Outcome.changedMeanwhile();
    }

    /** It is the one the case stands on, and not an earlier one that a reopening has overtaken. */
    private static boolean answers(Reply sent, Case letter) {
        return sent.kind() == Reply.Kind.FINAL
                && letter.state() == CaseState.ANSWERED
                && sent.sentAt() != null
                && letter.answeredAt() != null
                && !sent.sentAt().isBefore(letter.answeredAt());
    }
}
