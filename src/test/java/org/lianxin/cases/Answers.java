package org.lianxin.cases;

import java.util.List;
import org.lianxin.delivery.Delivery;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.springframework.context.ApplicationContext;

/** What editors and leaders do with a letter, up to the answer that has gone out. */
final class Answers {
    private final Cast cast;
    private final Replies replies;
    private final Reviews reviews;
    private final Delivery delivery;

    Answers(ApplicationContext context) {
        this.cast = Cast.in(context);
        this.replies = context.getBean(Replies.class);
        this.reviews = context.getBean(Reviews.class);
        this.delivery = context.getBean(Delivery.class);
    }

    Reply draft(Case letter, String unit, Reply.Kind kind, String text) {
        var editor = cast.person(unit + ".editor");
        int version = replies.open(letter.id(), editor).map(Reply::version).orElse(0);
        return replies.save(letter.id(), version, new Replies.Draft(kind, text, List.of()), editor)
                .orThrow();
    }

    Review submit(Case letter, String unit, Reply.Kind kind, String text) {
        Reply draft = draft(letter, unit, kind, text);
        return replies.submit(letter.id(), draft.version(), cast.person(unit + ".editor"))
                .orThrow()
                .review();
    }

    void sendBack(Case letter, String unit, String text, String remark) {
        Review review = submit(letter, unit, Reply.Kind.FINAL, text);
        reviews.sendBack(review.id(), review.version(), remark, cast.person(unit + ".leader"))
                .orThrow();
    }

    void send(Case letter, String unit, Reply.Kind kind, String text) {
        Review review = submit(letter, unit, kind, text);
        reviews.approve(review.id(), review.version(), review.digest(), null, cast.person(unit + ".leader"))
                .orThrow();
        delivery.drain();
    }
}
