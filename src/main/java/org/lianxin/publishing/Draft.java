package org.lianxin.publishing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an editor writes.
 *
 * @param title at most 100 characters
 * @param text Markdown, at most 20,000 characters (setting {@code publishing.text-max})
 * @param section id, or null
 * @param targets ids of accounts of the post's unit
 * @param planned when it shall go out; null: as soon as it is approved
 * @param note of a correction: what changed and why, as the public reads it; else empty
 */
public record Draft(
        String title,
        String text,
        Category category,
        @Nullable Long section,
        List<Long> targets,
        List<Illustration> media,
        @Nullable Instant planned,
        String note) {

    public Draft {
        targets = List.copyOf(targets);
        media = List.copyOf(media);
    }

    /** A text for these accounts, with nothing else. */
    public static Draft of(String title, String text, Category category, List<Long> targets) {
        return new Draft(title, text, category, null, targets, List.of(), null, "");
    }

    public Draft with(List<Illustration> media) {
        return new Draft(title, text, category, section, targets, media, planned, note);
    }

    public Draft at(@Nullable Instant planned) {
        return new Draft(title, text, category, section, targets, media, planned, note);
    }

    public Draft in(@Nullable Long section) {
        return new Draft(title, text, category, section, targets, media, planned, note);
    }

    public Draft saying(String note) {
        return new Draft(title, text, category, section, targets, media, planned, note);
    }

    public Draft reading(String title, String text) {
        return new Draft(title, text, category, section, targets, media, planned, note);
    }

    /** The same but for the time: whoever changes only the time has not written. */
    boolean saysTheSame(Draft other) {
        return at(null).equals(other.at(null));
    }
}
