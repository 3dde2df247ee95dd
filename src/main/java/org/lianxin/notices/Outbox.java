package org.lianxin.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Slice;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The outbox as it is looked at: by administrators, in a demo by everybody signed in. What a mail says is shown in a demo only: it may hold a
 * citizen's key or somebody's way in.
 */
@Service
public class Outbox {
    private final Mails mails;
    private final Courier courier;
    private final Pages.Site site;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Outbox(Mails mails, Courier courier, Pages.Site site, ApplicationEventPublisher events, Clock clock) {
        this.mails = mails;
        this.courier = courier;
        this.site = site;
        this.events = events;
        this.clock = clock;
    }

    public boolean mayRead(Person person) {
        return person.admin() || site.demo();
    }

    /** Whether mails leave the house: there is a mail server and this is no demo. */
    public boolean sends() {
        return courier.ready();
    }

    /** Fifty mails, latest first; {@code state} null for all. */
    public Outcome<Slice<Mail>> list(@Nullable MailState state, @Nullable Cursor before, Person by) {
        return mayRead(by) ? Outcome.done(mails.list(state, before)) : Outcome.notAllowed();
    }

    public Outcome<Mail> find(long id, Person by) {
        if (!mayRead(by)) {
            return Outcome.notAllowed();
        }
        Optional<Mail> mail = mails.find(id);
        return mail.isPresent() ? Outcome.done(mail.get()) : Outcome.notFound();
    }

    /** Has a mail sent once more that was refused, stayed here, or whose fate is unknown. {@code seen}: the state the person decided on. */
    @Transactional
    public Outcome<Mail> again(long id, MailState seen, Person by) {
        if (!by.admin()) {
            return Outcome.notAllowed();
        } else if (mails.find(id).isEmpty()) {
            return Outcome.notFound();
        } else if (!courier.ready()) {
            return Outcome.invalid("state", "notices.again.no-server");
        } else if (!seen.mayGoAgain() || !mails.again(id, seen)) {
            return Outcome.changedMeanwhile();
        }
        events.publishEvent(
                new Audited.Entry("mail.sent-again", "mail", id, null, by.id(), null, Map.of("was", seen.name())));
        return Outcome.done(mails.find(id).orElseThrow());
    }

    /**
     * A copy has been put back, and the program it was taken from went on: what was still to go may have gone. An administrator decides about
     * each; nothing is sent twice by itself and nothing is dropped. Returns how many. A demo sends nothing, so there is nothing to doubt.
     */
    @Transactional
    public int doubt() {
        return site.demo() ? 0 : mails.doubt();
    }

    /** Removes mails older than {@code keep}, except those that are still to go. */
    @Transactional
    public int sweep(Duration keep) {
        Instant before = clock.instant().minus(keep);
        return mails.sweep(before);
    }
}
