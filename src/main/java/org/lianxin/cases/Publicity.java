package org.lianxin.cases;

import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a citizen's letter may be read by everybody. Who agreed may take it back at any time, and letter and answers are public no longer
 * from that moment, pictures included; and may agree again. Who never agreed is never asked again, and what the
 * office has taken off the public pages does not come back.
 */
@Service
public class Publicity {
    private static final int LONGEST = 500;

    private final JdbcClient db;
    private final CaseDesk desk;
    private final CaseStore store;
    private final Media media;
    private final ReadyPages ready;

    Publicity(JdbcClient db, CaseDesk desk, CaseStore store, Media media, ReadyPages ready) {
        this.db = db;
        this.desk = desk;
        this.store = store;
        this.media = media;
        this.ready = ready;
    }

    /** Whether it was public, or to be, before its author took that back. */
    @Transactional(readOnly = true)
    public boolean takenBack(Case letter) {
        return takenBack(letter, store.steps(letter.id()));
    }

    /** Of what happened to it, oldest first: what the office has taken off the public pages stays off. */
    public static boolean takenBack(Case letter, List<Step> steps) {
        return !letter.consent()
                && steps.reversed().stream()
                        .map(Step::what)
                        .filter(what -> what == Happening.MADE_PRIVATE || what == Happening.TAKEN_OFF)
                        .findFirst()
                        .filter(Happening.MADE_PRIVATE::equals)
                        .isPresent();
    }

    /** The caller has proved that the letter is theirs. */
    @Transactional
    public Outcome<Case> keepPrivate(long id) {
        Case letter = store.lock(id).orElseThrow();
        return letter.consent() ? set(letter, false, Happening.MADE_PRIVATE, By.NOBODY, "") : Outcome.done(letter);
    }

    /** By the office, for an author who has lost the key, or because it should never have been public. The reason is for staff. */
    @Transactional
    public Outcome<Case> takeOff(long id, int version, String reason, Person by) {
        Optional<Case> found = store.lock(id).filter(c -> c.readableBy(by));
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (!found.get().consent()) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "cases.privacy.done-already");
        } else if (found.get().version() != version) {
            return Outcome.changedMeanwhile();
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "cases.reason-needed");
        } else if (reason.length() > LONGEST) {
            return Outcome.invalid("reason", "cases.too-long", LONGEST);
        } else if (reason.indexOf('\0') >= 0) {
            return Outcome.invalid("reason", "cases.no-nul");
        }
        return set(found.get(), false, Happening.TAKEN_OFF, By.office(by), reason.strip());
    }

    @Transactional
    public Outcome<Case> agreeAgain(long id) {
        Case letter = store.lock(id).orElseThrow();
        if (letter.consent()) {
            return Outcome.done(letter);
        }
        return takenBack(letter) ? set(letter, true, Happening.MADE_PUBLIC, By.NOBODY, "") : Outcome.notAllowed();
    }

    private Outcome<Case> set(Case letter, boolean consent, Happening what, By by, String remark) {
        db.sql("update cases.case set consent = ?, version = version + 1 where id = ?")
                .params(consent, letter.id())
                .update();
        if (consent) {
            media.release(letter.number());
        } else {
            media.withhold(letter.number());
        }
        desk.note(letter, what, by, "", remark);
        ready.changed();
        return Outcome.done(store.find(letter.id()).orElseThrow());
    }
}
