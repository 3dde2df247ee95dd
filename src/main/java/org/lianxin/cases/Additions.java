package org.lianxin.cases;

import java.util.List;
import org.lianxin.intake.Continuing;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Masking;
import org.lianxin.registry.Team;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What citizens add while their letter is worked on: kept masked, at most ten times, read by whoever answers and by themselves. It moves no
 * deadline and no state.
 */
@Service
public class Additions implements Continuing {
    public static final int LONGEST = 500;
    private static final int MOST = 10;

    private final CaseDesk desk;
    private final CaseStore store;
    private final Team team;
    private final Masking masking;

    Additions(CaseDesk desk, CaseStore store, Team team, Masking masking) {
        this.desk = desk;
        this.store = store;
        this.team = team;
        this.masking = masking;
    }

    /** More from a network, by the author of the letter; what is longer is read whole where it was said. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean more(long message, String words) {
        String said = words.strip();
        String cut = said.codePointCount(0, said.length()) <= LONGEST / 2
                ? said
                : said.substring(0, said.offsetByCodePoints(0, LONGEST / 2)) + "\u2026";
        return store.byMessage(message).filter(c -> add(c.id(), cut).isDone()).isPresent();
    }

    /** The caller has proved that the letter is theirs. The same words twice running are one addition. */
    @Transactional
    public Outcome<Case> add(long id, String words) {
        Case letter = store.lock(id).orElseThrow();
        if (!letter.state().running()) {
            return Outcome.invalid("words", "cases.addition.over");
        } else if (words.isBlank()) {
            return Outcome.invalid("words", "cases.addition.empty");
        } else if (words.length() > LONGEST) {
            return Outcome.invalid("words", "cases.too-long", LONGEST);
        } else if (words.indexOf('\0') >= 0) {
            return Outcome.invalid("words", "cases.no-nul");
        }
        String masked = masking.mask(words.strip());
        List<Step> before = store.steps(id).stream()
                .filter(s -> s.what() == Happening.ADDED)
                .toList();
        if (!before.isEmpty() && before.getLast().words().equals(masked)) {
            return Outcome.done(letter);
        } else if (before.size() >= MOST) {
            return Outcome.invalid("words", "cases.addition.too-many", MOST);
        }
        desk.note(letter, Happening.ADDED, By.NOBODY, masked, "");
        Long unit = letter.unit();
        Long handler = letter.handler();
        desk.ring(
                handler != null
                        ? List.of(handler)
                        : unit != null ? team.holders(Role.EDITOR, unit) : team.holders(Role.OFFICE, 0));
        return Outcome.done(letter);
    }
}
