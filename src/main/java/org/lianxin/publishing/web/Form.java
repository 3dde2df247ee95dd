package org.lianxin.publishing.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.springframework.util.MultiValueMap;

/**
 * The composer's form as it was typed.
 *
 * @param timed a time was chosen, rather than "as soon as approved"
 * @param planned as in a {@code datetime-local} field, in the city's zone
 */
public record Form(
        String title,
        String text,
        String category,
        String section,
        Set<String> targets,
        boolean timed,
        String planned,
        String note,
        List<Illustration> media,
        String pane) {
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    static Form read(MultiValueMap<String, String> fields) {
        List<String> hashes = fields.getOrDefault("hash", List.of());
        List<String> alternatives = fields.getOrDefault("alternative", List.of());
        List<String> captions = fields.getOrDefault("caption", List.of());
        List<Illustration> media = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            media.add(Illustration.of(
                    hashes.get(i),
                    i < alternatives.size() ? alternatives.get(i) : "",
                    i < captions.size() ? captions.get(i) : ""));
        }
        return new Form(
                field(fields, "title"),
                field(fields, "text"),
                field(fields, "category"),
                field(fields, "section"),
                new LinkedHashSet<>(fields.getOrDefault("targets", List.of())),
                field(fields, "when").equals("planned"),
                field(fields, "planned"),
                field(fields, "note"),
                List.copyOf(media),
                field(fields, "pane"));
    }

    static Form of(Draft draft, ZoneId zone) {
        Set<String> targets = new LinkedHashSet<>();
        draft.targets().forEach(t -> targets.add(Ids.text(t)));
        return new Form(
                draft.title(),
                draft.text(),
                draft.category().word(),
                draft.section() == null ? "" : Ids.text(draft.section()),
                targets,
                draft.planned() != null,
                draft.planned() == null ? "" : FIELD.format(draft.planned().atZone(zone)),
                draft.note(),
                draft.media(),
                "");
    }

    /** A version as it comes back from a form; 0, which no post has, for what is no number. */
    static int number(String text) {
        return (int) Math.min(Integer.MAX_VALUE, Ids.parse(text).orElse(0));
    }

    static String field(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }

    /** Without what stands at the buttons: a picture taken out, or moved one place to the front. */
    Form arranged(String removed, String earlier) {
        List<Illustration> arranged = new ArrayList<>(media);
        arranged.removeIf(m -> m.hash().equals(removed));
        for (int i = 1; i < arranged.size(); i++) {
            if (arranged.get(i).hash().equals(earlier)) {
                java.util.Collections.swap(arranged, i, i - 1);
                break;
            }
        }
        return with(arranged);
    }

    Form with(List<Illustration> others) {
        return new Form(title, text, category, section, targets, timed, planned, note, List.copyOf(others), pane);
    }

    /** The draft that it says, or the field that says nothing sensible. */
    Outcome<Draft> draft(ZoneId zone) {
        @Nullable Instant at = null;
        if (timed) {
            try {
                at = LocalDateTime.parse(planned).atZone(zone).toInstant();
            } catch (DateTimeParseException noTime) {
                return Outcome.invalid("planned", "posts.planned-form");
            }
        }
        var known = Category.of(category);
        var id = Ids.parse(section);
        List<Long> accounts = new ArrayList<>();
        for (String target : targets) {
            var account = Ids.parse(target);
            if (account.isEmpty()) {
                return Outcome.invalid("targets", "posts.targets-not-yours");
            }
            accounts.add(account.getAsLong());
        }
        accounts.sort(null);
        if (known.isEmpty()) {
            return Outcome.invalid("category", "posts.category-unknown");
        } else if (!section.isEmpty() && id.isEmpty()) {
            return Outcome.invalid("section", "posts.no-section");
        }
        return Outcome.done(new Draft(
                title, text, known.get(), id.isPresent() ? (Long) id.getAsLong() : null, accounts, media, at, note));
    }
}
