package org.lianxin.review;

import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Person;

/**
 * What a person may do with a review at this moment.
 *
 * @param decides takes the next step: approves or sends back
 * @param bypasses may let it through before the chain has signed
 * @param looksBack may look back at a bypass
 * @param why key of the sentence that says why they do not take the step that is open, or null
 */
public record Powers(
        boolean decides,
        boolean bypasses,
        boolean looksBack,
        @Nullable String why) {

    public static Powers of(Review review, Person person) {
        return switch (review.state()) {
            case OPEN -> {
                Outcome<?> step = Signing.step(review, person);
                boolean bypasses = Signing.bypass(review, person).isDone();
                yield new Powers(
                        step.isDone(),
                        bypasses,
                        false,
                        step instanceof Outcome.Refused<?> refused ? refused.key() : null);
            }
            case BYPASSED -> {
                Outcome<?> look = Signing.lookBack(review, person);
                yield new Powers(
                        false, false, look.isDone(), look instanceof Outcome.Refused<?> refused ? refused.key() : null);
            }
            case PASSED, SENT_BACK, VOID, LOOKED_BACK, LOOK_BACK_FAILED -> new Powers(false, false, false, null);
        };
    }
}
