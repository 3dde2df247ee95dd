package org.lianxin.cases;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Delivered;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.DeliveryRefused;
import org.lianxin.delivery.DeliveryUnsettled;
import org.lianxin.delivery.Order;
import org.lianxin.delivery.Parcel;
import org.lianxin.review.ReviewPassed;
import org.lianxin.review.ReviewSentBack;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Hears what became of an answer, in the transaction in which it became so: approved, sent back, delivered, refused. */
@Component
class ReplyAnswers {
    private final CaseDesk desk;
    private final CaseStore store;
    private final ReplyStore replies;
    private final Delivery delivery;
    private final CaseTelling telling;

    ReplyAnswers(CaseDesk desk, CaseStore store, ReplyStore replies, Delivery delivery, CaseTelling telling) {
        this.desk = desk;
        this.store = store;
        this.replies = replies;
        this.delivery = delivery;
        this.telling = telling;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ReviewPassed passed) {
        if (!passed.subjectType().equals(Replies.TYPE)) {
            return;
        }
        Held held = held(passed.subjectId());
        Reply reply = held.reply();
        if (reply.state() != Reply.State.IN_REVIEW || !Objects.equals(reply.review(), passed.review())) {
            // such an approval must not be: it is undone with its transaction
            throw new IllegalStateException("review " + passed.review() + " is not the one of reply " + reply.id());
        }
        ReplyStore.Target target = replies.target(reply.id());
        replies.state(reply.id(), Reply.State.APPROVED, "");
        move(held, CaseState.Move.PASS);
        desk.note(
                held.letter(),
                held.letter().unit(),
                Happening.APPROVED,
                new By(passed.actor(), passed.standInFor()),
                "",
                "");
        delivery.enqueue(List.of(new Order(
                passed.review(),
                Long.toString(target.account()),
                target.account(),
                target.platform(),
                Parcel.Kind.REPLY,
                Replies.TYPE,
                reply.id(),
                reply.unit(),
                held.letter().number(),
                passed.planned(),
                "",
                passed.actor())));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ReviewSentBack back) {
        if (!back.subjectType().equals(Replies.TYPE)) {
            return;
        }
        Held held = held(back.subjectId());
        if (held.reply().state() == Reply.State.IN_REVIEW) {
            back(held, Happening.SENT_BACK, new By(back.actor(), back.standInFor()), back.remark());
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(DeliveryRefused refused) {
        if (!refused.subjectType().equals(Replies.TYPE)) {
            return;
        }
        Held held = held(refused.subjectId());
        if (refused.kind() == Parcel.Kind.REPLY && held.reply().state() == Reply.State.APPROVED) {
            back(held, Happening.NOT_DELIVERED, approver(held, refused.actor()), refused.reason());
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(DeliveryUnsettled unsettled) {
        if (unsettled.subjectType().equals(Replies.TYPE) && unsettled.manual()) {
            Held held = held(unsettled.subjectId());
            desk.note(
                    held.letter(),
                    held.letter().unit(),
                    Happening.UNSETTLED,
                    approver(held, unsettled.actor()),
                    "",
                    unsettled.why());
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(Delivered delivered) {
        if (!delivered.subjectType().equals(Replies.TYPE)) {
            return;
        }
        Held held = held(delivered.subjectId());
        Reply reply = held.reply();
        if (delivered.kind() == Parcel.Kind.REPLY && reply.state() == Reply.State.APPROVED) {
            replies.sent(reply.id(), delivered.at(), delivered.url());
            Happening what = switch (reply.kind()) {
                case FIRST -> Happening.FIRST_ANSWERED;
                case FINAL -> Happening.ANSWERED;
                case FOLLOW_UP -> Happening.FOLLOWED_UP;
            };
            if (reply.kind() != Reply.Kind.FOLLOW_UP) {
                store.answered(held.letter().id(), delivered.at(), reply.kind() == Reply.Kind.FINAL);
                move(held, reply.kind() == Reply.Kind.FINAL ? CaseState.Move.ANSWER : CaseState.Move.ANSWER_FIRST);
            }
            desk.note(held.letter(), reply.unit(), what, approver(held, delivered.actor()), "", "");
            telling.answered(held.letter(), reply);
        }
    }

    private void back(Held held, Happening what, By by, String remark) {
        replies.state(held.reply().id(), Reply.State.DRAFT, remark);
        move(held, CaseState.Move.REWRITE);
        desk.note(held.letter(), held.letter().unit(), what, by, "", remark);
        desk.ring(held.reply().writers());
    }

    /** A delivery knows whose approval it carries out, and not for whom that was given: the case's own timeline does. */
    private By approver(Held held, @Nullable Long person) {
        Long standInFor = store.steps(held.letter().id()).reversed().stream()
                .filter(s -> s.what() == Happening.APPROVED && Objects.equals(s.by(), person))
                .findFirst()
                .map(Step::standInFor)
                .orElse(null);
        return new By(person, standInFor);
    }

    /** A follow-up moves no case, and neither does an answer that was overtaken by a reopening. */
    private void move(Held held, CaseState.Move move) {
        if (held.reply().kind() != Reply.Kind.FOLLOW_UP && held.letter().state().may(move)) {
            store.move(held.letter(), move);
        }
    }

    private record Held(Case letter, Reply reply) {}

    private Held held(long reply) {
        Reply before = replies.find(reply).orElseThrow();
        Case letter = store.lock(before.letter()).orElseThrow();
        return new Held(letter, replies.find(reply).orElseThrow());
    }
}
