package org.lianxin.cases;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Delivery;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.springframework.context.ApplicationContext;

/** Citizens who write and keep number and key, and units that answer them through their leader, as it is done. */
final class Correspondence {
    final Cast cast;
    private final Intake intake;
    private final CaseStore store;
    private final Replies replies;
    private final Reviews reviews;
    private final Delivery delivery;

    Correspondence(ApplicationContext context) {
        this.cast = Cast.in(context);
        this.intake = context.getBean(Intake.class);
        this.store = context.getBean(CaseStore.class);
        this.replies = context.getBean(Replies.class);
        this.reviews = context.getBean(Reviews.class);
        this.delivery = context.getBean(Delivery.class);
    }

    /** What the citizen took home. */
    record Letter(long id, String number, String key) {}

    Letter write(Message.Kind kind, String text, @Nullable String unit, boolean consent) {
        Intake.Receipt receipt = intake.register(
                        new Intake.NewMessage(
                                "site",
                                null,
                                kind,
                                text,
                                "朝晖路口",
                                List.of(),
                                unit == null ? null : cast.unit(unit).id(),
                                "",
                                "",
                                consent),
                        Locale.SIMPLIFIED_CHINESE)
                .orThrow();
        return new Letter(store.byMessage(receipt.message()).orElseThrow().id(), receipt.number(), receipt.key());
    }

    Case now(Letter letter) {
        return store.find(letter.id()).orElseThrow();
    }

    /** Written by the unit's editor, approved by its leader, sent. */
    void answer(Letter letter, String unit, Reply.Kind kind, String text, Reply.Picture... pictures) {
        var editor = cast.person(unit + ".editor");
        Reply draft = replies.save(letter.id(), 0, new Replies.Draft(kind, text, List.of(pictures)), editor)
                .orThrow();
        Review review =
                replies.submit(letter.id(), draft.version(), editor).orThrow().review();
        reviews.approve(review.id(), review.version(), review.digest(), null, cast.person(unit + ".leader"))
                .orThrow();
        delivery.drain();
    }
}
