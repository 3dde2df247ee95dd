package org.lianxin.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.language.Masking;
import org.lianxin.registry.Team;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * "Is it solved?" and what follows from it. "Not solved" opens the case again on a new deadline, at most three times and within 30 days of
 * the answer (settings {@code cases.reopen.most}, {@code cases.reopen.within-days}).
 */
@Service
public class Reopening {
    public static final int LONGEST = 500;

    private final CaseDesk desk;
    private final CaseStore store;
    private final CaseTelling.Clocks clocks;
    private final Settings settings;
    private final People people;

    Reopening(CaseDesk desk, CaseStore store, CaseTelling.Clocks clocks, Settings settings, People people) {
        this.desk = desk;
        this.store = store;
        this.clocks = clocks;
        this.settings = settings;
        this.people = people;
    }

    /** Whom it concerns, and the mask over what they read. */
    @org.springframework.stereotype.Component
    record People(Team team, Masking masking) {}

    public Duration within() {
        return Duration.ofDays(settings.number("cases.reopen.within-days", 30));
    }

    public int most() {
        return settings.number("cases.reopen.most", 3);
    }

    /** Until when the answer may be rated; null while there is none. */
    public @Nullable Instant until(Case letter) {
        return letter.state() == CaseState.ANSWERED && letter.answeredAt() != null
                ? letter.answeredAt().plus(within())
                : null;
    }

    /** Whether "not solved" would open it again. */
    public boolean reopens(Case letter) {
        return letter.state() == CaseState.ANSWERED && letter.reopened() < most();
    }

    /** What the citizen has said about the answer as it stands now. */
    public Optional<Case.Rated> said(Case letter) {
        Instant answered = letter.answeredAt() == null ? letter.receivedAt() : letter.answeredAt();
        return Optional.ofNullable(letter.rated())
                .filter(r -> letter.state() == CaseState.ANSWERED && !r.at().isBefore(answered));
    }

    /** The citizen's word on the answer; the caller has proved that it is theirs. The same word twice changes nothing. */
    @Transactional
    public Outcome<Case> rate(long id, Case.Rating rating, String words) {
        Case letter = store.lock(id).orElseThrow();
        Instant until = until(letter);
        if (words.length() > LONGEST) {
            return Outcome.invalid("words", "cases.too-long", LONGEST);
        } else if (words.indexOf('\0') >= 0) {
            return Outcome.invalid("words", "cases.no-nul");
        } else if (until == null) {
            // the form sent twice: the first one has opened it again
            boolean again = letter.state() == CaseState.REOPENED
                    && letter.rated() != null
                    && letter.rated().rating() == rating;
            return again ? Outcome.done(letter) : Outcome.invalid("rating", "cases.rating.not-answered");
        } else if (desk.clock().instant().isAfter(until)) {
            return Outcome.invalid("rating", "cases.rating.too-late", within().toDays());
        }
        String masked = words.isBlank() ? "" : people.masking().mask(words.strip());
        if (said(letter)
                .filter(r -> r.rating() == rating && r.words().equals(masked))
                .isPresent()) {
            return Outcome.done(letter);
        }
        store.rated(id, rating, masked);
        desk.note(letter, letter.unit(), Happening.RATED, By.NOBODY, rating.word(), masked);
        if (rating == Case.Rating.NOT_SOLVED) {
            if (reopens(letter)) {
                store.reopen(id, clocks.again(), true);
                store.move(letter, CaseState.Move.REOPEN);
                desk.note(letter, letter.unit(), Happening.REOPENED, By.NOBODY, "", masked);
                ringUnit(letter);
            }
            desk.ring(people.team().holders(Role.OFFICE, 0));
        }
        return Outcome.done(store.find(id).orElseThrow());
    }

    private void ringUnit(Case letter) {
        Long unit = letter.unit();
        if (unit != null) {
            desk.ring(letter.handler() == null ? people.team().holders(Role.EDITOR, unit) : List.of(letter.handler()));
        }
    }
}
