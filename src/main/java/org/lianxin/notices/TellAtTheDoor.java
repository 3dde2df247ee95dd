package org.lianxin.notices;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lianxin.identity.EntryLinkMade;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.identity.SignInShut;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Mails about the way in: a link to set a password, and that somebody tried too often. */
@Component
class TellAtTheDoor {
    private final People people;
    private final Letter letter;
    private final Mails mails;
    private final Clock clock;

    TellAtTheDoor(People people, Letter letter, Mails mails, Clock clock) {
        this.people = people;
        this.letter = letter;
        this.mails = mails;
        this.clock = clock;
    }

    @EventListener
    void wayIn(EntryLinkMade made) {
        to(made.person())
                .ifPresent(p -> write(
                        "entry/" + p.id() + "/" + clock.instant(), p, letter.entry(p, made.path(), made.expiresAt())));
    }

    /** One mail for each time the door was shut, whoever keeps knocking meanwhile. */
    @EventListener
    void shut(SignInShut shut) {
        Instant until = shut.until();
        to(shut.person()).ifPresent(p -> write("shut/" + p.id() + "/" + until, p, letter.shut(p, until)));
    }

    private Optional<Profile> to(long person) {
        return people.find(person).filter(p -> p.active() && !p.email().isBlank());
    }

    private void write(String reference, Profile to, Letter.Text text) {
        mails.write(reference, to.id(), to.email(), text.subject(), text.body());
    }
}
