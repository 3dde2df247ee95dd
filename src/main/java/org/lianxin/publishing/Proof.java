package org.lianxin.publishing;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.kernel.Unseen;
import org.lianxin.language.Check;
import org.lianxin.language.Language;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.registry.Account;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** What must hold of a draft: little to be saved, everything to be submitted. */
@Component
class Proof {
    static final int TITLE = 100;
    static final int NOTE = 400;
    static final int ALTERNATIVE = 500;
    private static final int MEDIA = 18;
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final House house;
    private final Media media;
    private final Language language;
    private final Sections sections;

    Proof(House house, Media media, Language language, Sections sections) {
        this.house = house;
        this.media = media;
        this.language = language;
        this.sections = sections;
    }

    /** What is set, what time it is, and the words for it. */
    @Component
    record House(Settings settings, Clock clock, Pages pages) {}

    /** At most this many characters of Markdown (setting {@code publishing.text-max}). */
    int textMax() {
        return house.settings().number("publishing.text-max", 20_000);
    }

    /** The draft with its files looked up and its line breaks made one kind, or why it cannot even be kept. Nothing else is changed in the words. */
    Outcome<Draft> keepable(Draft draft, List<Account> ofUnit) {
        String text = draft.text().replace("\r\n", "\n").replace('\r', '\n');
        if (length(draft.title()) > TITLE) {
            return Outcome.invalid("title", "posts.title-too-long", TITLE, length(draft.title()));
        } else if (length(text) > textMax()) {
            return Outcome.invalid("text", "posts.text-too-long", textMax(), length(text));
        } else if (unseen(draft.title()) || draft.title().indexOf('\n') >= 0) {
            return Outcome.invalid("title", "posts.unseen-character");
        } else if (unseen(text)) {
            return Outcome.invalid("text", "posts.unseen-character");
        } else if (length(draft.note()) > NOTE) {
            return Outcome.invalid("note", "posts.note-too-long", NOTE);
        } else if (unseen(draft.note())) {
            return Outcome.invalid("note", "posts.unseen-character");
        } else if (draft.targets().stream().anyMatch(t -> ofUnit.stream().noneMatch(a -> a.id() == t))
                || draft.targets().stream().distinct().count() < draft.targets().size()) {
            return Outcome.invalid("targets", "posts.targets-not-yours");
        } else if (draft.section() != null && sections.find(draft.section()).isEmpty()) {
            return Outcome.invalid("section", "posts.no-section");
        } else if (draft.planned() != null
                && draft.planned().isAfter(house.clock().instant().plus(FARTHEST))) {
            return Outcome.invalid("planned", "posts.planned-too-far");
        } else if (draft.carries() != null && (!draft.media().isEmpty() || draft.section() != null)) {
            return Outcome.invalid("text", "posts.repost.words-only");
        }
        return illustrated(draft.reading(draft.title(), text));
    }

    private Outcome<Draft> illustrated(Draft draft) {
        if (draft.media().isEmpty()) {
            return Outcome.done(draft);
        }
        List<String> hashes = draft.media().stream().map(Illustration::hash).toList();
        if (hashes.size() > MEDIA || hashes.stream().distinct().count() < hashes.size()) {
            return Outcome.invalid("media", "posts.media-count", MEDIA);
        }
        Map<String, Stored> stored = media.find(hashes);
        List<Illustration> known = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            Illustration given = draft.media().get(i);
            Stored file = stored.get(given.hash());
            if (file == null) {
                return Outcome.invalid("media", "posts.media-gone", i + 1);
            } else if (length(given.alternative()) > ALTERNATIVE || length(given.caption()) > ALTERNATIVE) {
                return Outcome.invalid("media." + i + ".alternative", "posts.alternative-too-long", ALTERNATIVE);
            } else if (unseen(given.alternative()) || unseen(given.caption())) {
                return Outcome.invalid("media." + i + ".alternative", "posts.unseen-character");
            }
            known.add(new Illustration(
                    given.hash(), file.mediaType(), given.alternative(), given.caption(), file.width(), file.height()));
        }
        if (known.stream().filter(Illustration::video).count() > 1) {
            return Outcome.invalid("media", "posts.one-video");
        }
        return Outcome.done(draft.with(known));
    }

    /** Everything that keeps the draft from being submitted, field by field; empty: it may go. The renderings are those of its targets. */
    List<Outcome.Refused<Post>> obstacles(Post post, List<Fitting.Rendering> renderings, Locale locale) {
        Draft draft = post.draft();
        List<Outcome<Post>> found = new ArrayList<>();
        if (draft.title().isBlank()) {
            found.add(Outcome.invalid("title", "posts.title-missing"));
        }
        boolean carries = draft.carries() != null;
        if (draft.text().isBlank() && !carries) {
            found.add(Outcome.invalid("text", "posts.text-missing"));
        }
        if (draft.targets().isEmpty()) {
            found.add(Outcome.invalid("targets", "posts.targets-missing"));
        }
        if (post.state().correction() && draft.note().isBlank()) {
            found.add(Outcome.invalid("note", "posts.note-missing"));
        }
        if (post.state().correction() && carries) {
            found.add(Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "posts.repost.no-correction"));
        }
        if (draft.planned() != null && !draft.planned().isAfter(house.clock().instant())) {
            found.add(Outcome.invalid("planned", "posts.planned-past"));
        }
        if (draft.section() != null
                && sections.find(draft.section()).filter(Section::open).isEmpty()) {
            found.add(Outcome.invalid("section", "posts.section-closed"));
        }
        for (int i = 0; i < draft.media().size(); i++) {
            if (!draft.media().get(i).video()
                    && draft.media().get(i).alternative().isBlank()) {
                found.add(Outcome.invalid("media." + i + ".alternative", "posts.alternative-missing", i + 1));
            }
        }
        stops(draft)
                .forEach(f -> found.add(
                        Outcome.invalid(f.field(), f.key(), f.arguments().toArray())));
        // a network has nothing to say about what is not there yet: that has been said
        boolean written = !draft.title().isBlank()
                && (carries || !draft.text().isBlank())
                && draft.media().stream()
                        .noneMatch(m -> !m.video() && m.alternative().isBlank());
        for (Fitting.Rendering rendering : renderings) {
            String problem = rendering.account().state().publishes() ? rendering.problem() : "posts.account-not-live";
            if (problem != null && written) {
                found.add(Outcome.invalid(
                        "targets",
                        "posts.target-refuses",
                        rendering.account().name(),
                        house.pages().texts(locale).of(problem)));
            }
        }
        return found.stream().map(o -> (Outcome.Refused<Post>) o).toList();
    }

    /** What the language check will not let through, but for what is not there at all: that has been said. */
    private List<Check.Finding> stops(Draft draft) {
        return findings(draft).stream()
                .filter(f -> f.weight() == Check.Weight.STOP && !f.rule().startsWith("missing"))
                .toList();
    }

    List<Check.Finding> findings(Draft draft) {
        return language.check(Checks.draft(draft));
    }

    /** Characters as people count them: code points. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** NUL and its like, and half characters: nobody sees them, and nothing can keep them. Line breaks are of one kind by now. */
    static boolean unseen(String text) {
        return Unseen.in(text) || text.indexOf('\r') >= 0;
    }
}
