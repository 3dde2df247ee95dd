package org.lianxin.cases;

import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.web.ReadyPages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether a citizen's letter may be read by everybody. Who agreed may take it back at any time, and letter and answers are public no longer
 * from that moment, pictures included; and may agree again. Who never agreed is never asked again.
 */
@Service
public class Publicity {
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
        return !letter.consent() && store.steps(letter.id()).stream().anyMatch(s -> s.what() == Happening.MADE_PRIVATE);
    }

    /** The caller has proved that the letter is theirs. */
    @Transactional
    public Outcome<Case> keepPrivate(long id) {
        Case letter = store.lock(id).orElseThrow();
        return letter.consent() ? set(letter, false, Happening.MADE_PRIVATE) : Outcome.done(letter);
    }

    @Transactional
    public Outcome<Case> agreeAgain(long id) {
        Case letter = store.lock(id).orElseThrow();
        if (letter.consent()) {
            return Outcome.done(letter);
        }
        return takenBack(letter) ? set(letter, true, Happening.MADE_PUBLIC) : Outcome.notAllowed();
    }

    private Outcome<Case> set(Case letter, boolean consent, Happening what) {
        db.sql("update cases.case set consent = ?, version = version + 1 where id = ?")
                .params(consent, letter.id())
                .update();
        if (consent) {
            media.release(letter.number());
        } else {
            media.withhold(letter.number());
        }
        desk.note(letter, what, By.NOBODY, "", "");
        ready.changed();
        return Outcome.done(store.find(letter.id()).orElseThrow());
    }
}
