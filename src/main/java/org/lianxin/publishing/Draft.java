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
 * @param carries the post of another account that this one carries further, or null; never changes
 */
public record Draft(
        String title,
        String text,
        Category category,
        @Nullable Long section,
        List<Long> targets,
        List<Illustration> media,
        @Nullable Instant planned,
        String note,
        @Nullable Long carries) {

    public Draft {
        targets = List.copyOf(targets);
        media = List.copyOf(media);
    }

    /** Words of its own, carrying nothing. */
    public Draft(
            String title,
            String text,
            Category category,
            @Nullable Long section,
            List<Long> targets,
            List<Illustration> media,
            @Nullable Instant planned,
            String note) {
        this(title, text, category, section, targets, media, planned, note, null);
    }

    /** A text for these accounts, with nothing else. */
    public static Draft of(String title, String text, Category category, List<Long> targets) {
        return new Draft(title, text, category, null, targets, List.of(), null, "");
    }

    public Draft with(List<Illustration> media) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    public Draft at(@Nullable Instant planned) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    public Draft in(@Nullable Long section) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    public Draft saying(String note) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    public Draft reading(String title, String text) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    public Draft to(List<Long> targets) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    public Draft carrying(@Nullable Long carries) {
        return new Draft(title, text, category, section, targets, media, planned, note, carries);
    }

    /** The same but for the time: whoever changes only the time has not written. */
    boolean saysTheSame(Draft other) {
        return at(null).equals(other.at(null));
    }
}
