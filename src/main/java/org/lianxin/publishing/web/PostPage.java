package org.lianxin.publishing.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.publishing.Entry;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Reposting;
import org.lianxin.publishing.Revision;
import org.lianxin.registry.Account;

/**
 * The page of one post.
 *
 * @param leaves what is on the sheet, one per target
 * @param shows {@code draft}: the working copy; {@code review}: what its reviewers see; {@code out}: what readers have
 * @param published the revision that readers have, if a correction of it is under way
 * @param accounts by id, those the post went to
 * @param steps what happened, latest first
 * @param carries the published post that it carries further, if it does and that stands; carriable: whether this person may carry this one;
 *     carriedBy: how many accounts carry it
 * @param errors why the last decision was refused, by field of the withdrawal form or ""
 * @param reason typed in it
 */
public record PostPage(
        Post post,
        String unit,
        String section,
        List<Leaf> leaves,
        String shows,
        Optional<Revision> published,
        List<Entry> entries,
        Map<Long, Account> accounts,
        List<Step> steps,
        Map<Long, String> names,
        May may,
        Optional<Reposting.Offer> carries,
        boolean carriable,
        int carriedBy,
        Map<String, String> errors,
        String reason) {

    public record Leaf(String label, byte[] bytes) {}

    /** What this person may do with it now. */
    public record May(boolean write, boolean recall, boolean correct, boolean withdraw, boolean drop, boolean review) {}

    /**
     * A line of its story.
     *
     * @param key of the sentence, whose arguments are the revision's number and the person's name
     * @param remark in somebody's own words, or empty
     */
    public record Step(
            Instant at,
            String mark,
            String key,
            int number,
            @Nullable Long person,
            @Nullable Long standInFor,
            String remark) {}

    public String name(@Nullable Long person) {
        return person == null ? "" : names.getOrDefault(person, "");
    }

    public PostList.Step step() {
        return PostList.Step.of(post.state());
    }

    /** {@code data-is} of an entry's mark. */
    public static String mark(Entry entry) {
        return switch (entry.state()) {
            case WAITING -> "busy";
            case OUT -> entry.reason().isEmpty() ? "done" : "care";
            case REFUSED -> "refused";
            case UNSETTLED -> "unknown";
            case WITHDRAWN, STOPPED -> "closed";
        };
    }
}
