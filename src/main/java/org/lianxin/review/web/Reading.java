package org.lianxin.review.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.review.Powers;
import org.lianxin.review.Review;
import org.lianxin.review.Subject;

/**
 * Everything a leader reads before deciding, on one page.
 *
 * @param kind key of what is to be approved
 * @param shown null if the thing is gone
 * @param where labels of all targets, joined
 * @param late the planned time has passed and the last step is to be taken
 * @param remark of the latest time it was sent back, before this review
 * @param newer id of the review that took the place of this one, or null
 * @param form what was typed, if it was refused
 */
public record Reading(
        Review review,
        String kind,
        Subject.@Nullable Shown shown,
        String where,
        String author,
        List<Sheet> sheets,
        List<Subject.Finding> findings,
        List<Hand> hands,
        Powers powers,
        boolean late,
        @Nullable Hand remark,
        @Nullable Long newer,
        Form form) {

    /** One rendering, exactly as it would go out. */
    public record Sheet(String label, String html) {}

    /** A hand that the thing went through, or that it waits for ({@code at} null). */
    public record Hand(
            String mark, String who, String what, @Nullable Instant at, String remark, boolean me) {}

    /** @param at the other time that was chosen, as the browser writes it; errors: id of the field to the sentence */
    public record Form(String at, String remark, String reason, Map<String, String> errors) {
        static Form empty() {
            return new Form("", "", "", Map.of());
        }
    }

    /** Key of what stands above the thing's context. */
    public String context() {
        return review.subjectType().equals("reply") ? "review.context.reply" : "review.context.other";
    }

    public long eyes() {
        return findings.stream().filter(f -> f.mark().equals("care")).count();
    }

    /** Steps still to come after this one. */
    public boolean isLast() {
        return review.onLastStep();
    }
}
