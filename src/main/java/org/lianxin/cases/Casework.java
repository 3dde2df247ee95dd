package org.lianxin.cases;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.PersonLeft;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.intake.Receiver;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes messages on as cases, gives them to units, takes them back, ends those that need no answer. */
@Service
public class Casework implements Receiver {
    private static final int LONGEST = 500;

    private final CaseDesk desk;
    private final CaseStore store;
    private final Placing placing;
    private final Deadlines deadlines;
    private final ObjectProvider<Intake> intake;

    Casework(CaseDesk desk, CaseStore store, Placing placing, Deadlines deadlines, ObjectProvider<Intake> intake) {
        this.desk = desk;
        this.store = store;
        this.placing = placing;
        this.deadlines = deadlines;
        this.intake = intake;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void received(Message message) {
        Placing.Place place = placing.of(message);
        long id = desk.ids().next();
        Case.Reckoning reckoning = deadlines
                .of(message.kind())
                .map(days -> deadlines.reckon(message.at(), days))
                .orElse(null);
        if (!store.insert(id, message, place.unit(), reckoning)) {
            return;
        }
        Case letter = store.find(id).orElseThrow();
        desk.note(letter, null, Happening.RECEIVED, By.NOBODY, "", "");
        if (place.unit() != null) {
            desk.note(letter, place.unit(), Happening.ROUTED, By.NOBODY, "", place.why());
        }
        placing.ring(letter);
    }

    /** The case as this person may see it. */
    @Transactional(readOnly = true)
    public Outcome<Case> find(long id, Person by) {
        return visible(store.find(id), by);
    }

    private static Outcome<Case> visible(Optional<Case> found, Person by) {
        return found.filter(c -> c.readableBy(by)).map(Outcome::done).orElse(Outcome.notFound());
    }

    /** Gives a case to a unit; the deadline goes on as it ran. Done by the office, as long as no answer is with a leader or on its way. */
    @Transactional
    public Outcome<Case> route(long id, int version, long unit, String remark, Person by) {
        return decide(id, version, CaseState.Move.ROUTE, by).then(letter -> {
            if (!placing.exists(unit)) {
                return Outcome.invalid("unit", "cases.no-such-unit");
            } else if (remark.length() > LONGEST) {
                return Outcome.invalid("remark", "cases.too-long", LONGEST);
            } else if (Unseen.in(remark)) {
                return Unseen.refused("remark");
            } else if (letter.unit() != null && letter.unit() == unit) {
                return Outcome.invalid("unit", "cases.route.there-already");
            }
            placing.drop(letter.id());
            store.place(id, unit);
            store.move(letter, CaseState.Move.ROUTE);
            if (letter.clock() == null) {
                // thanks and other have no clock of their own; whoever gives one to a unit wants an answer in the time
                // of a question
                Deadlines.Days days = deadlines.of(Message.Kind.INQUIRY).orElseThrow();
                store.clock(id, deadlines.reckon(desk.clock().instant(), days));
            }
            desk.note(letter, unit, Happening.ROUTED, By.office(by), "", remark.strip());
            Case now = store.find(id).orElseThrow();
            placing.ring(now);
            return Outcome.done(now);
        });
    }

    /** Somebody of the unit says that they do it. Whoever had it before has it no longer; the timeline names both. */
    @Transactional
    public Outcome<Case> takeOn(long id, int version, Person by) {
        Optional<Case> found = store.lock(id);
        if (found.isEmpty() || !found.get().readableBy(by)) {
            return Outcome.notFound();
        }
        Case letter = found.get();
        if (!letter.writtenBy(by)) {
            return Outcome.notAllowed();
        } else if (Long.valueOf(by.id()).equals(letter.handler())) {
            return Outcome.done(letter);
        } else if (letter.version() != version || !letter.state().may(CaseState.Move.DRAFT)) {
            return Outcome.changedMeanwhile();
        }
        store.takeOn(id, by.id());
        desk.note(letter, Happening.TAKEN_ON, By.writer(by, letter), "", "");
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** A unit gives back what is not its own. The citizen reads that it is being placed anew, the reason stays inside. */
    @Transactional
    public Outcome<Case> giveBack(long id, int version, String reason, Person by) {
        Optional<Case> found = store.lock(id);
        if (found.isEmpty() || !found.get().readableBy(by)) {
            return Outcome.notFound();
        }
        Case letter = found.get();
        if (letter.unit() == null || !by.isAny(letter.unit(), Role.EDITOR, Role.LEADER)) {
            return Outcome.notAllowed();
        }
        Outcome<Case> checked = check(letter, version, CaseState.Move.RETURN, reason);
        if (checked instanceof Outcome.Refused<Case>) {
            return checked;
        }
        placing.drop(id);
        store.move(letter, CaseState.Move.RETURN);
        store.returned(id);
        store.place(id, null);
        desk.note(letter, letter.unit(), Happening.RETURNED, By.unit(by, letter), "", reason.strip());
        Case now = store.find(id).orElseThrow();
        placing.ring(now);
        return Outcome.done(now);
    }

    /** Ends a case without an answer. The office may, with a reason that the citizen reads; criticism is never one. */
    @Transactional
    public Outcome<Case> close(long id, int version, Case.As as, String reason, Person by) {
        CaseState.Move move = as == Case.As.SPAM ? CaseState.Move.CLOSE_AS_SPAM : CaseState.Move.CLOSE;
        return decide(id, version, move, by)
                .then(letter -> check(letter, version, move, reason))
                .then(letter -> {
                    if (as != Case.As.SPAM
                            && letter.kind() != Message.Kind.THANKS
                            && letter.kind() != Message.Kind.OTHER) {
                        // what somebody asks, reports or complains about is answered, whatever we would rather call it
                        return Outcome.invalid("kind", "cases.close.needs-an-answer");
                    }
                    store.move(letter, move);
                    store.close(id, as, reason.strip());
                    desk.note(letter, letter.unit(), Happening.CLOSED, By.office(by), reason.strip(), as.name());
                    placing.tellClosed(letter, reason.strip());
                    return Outcome.done(store.find(id).orElseThrow());
                });
    }

    /** Takes up again what was ended by mistake; it waits at the office to be routed. */
    @Transactional
    public Outcome<Case> takeUp(long id, int version, String reason, Person by) {
        return decide(id, version, CaseState.Move.TAKE_UP, by)
                .then(letter -> check(letter, version, CaseState.Move.TAKE_UP, reason))
                .then(letter -> {
                    store.move(letter, CaseState.Move.TAKE_UP);
                    store.close(id, null, "");
                    store.place(id, null);
                    desk.note(letter, null, Happening.TAKEN_UP, By.office(by), "", reason.strip());
                    return Outcome.done(store.find(id).orElseThrow());
                });
    }

    /** What only the office may do, on a case that nobody changed meanwhile. */
    private Outcome<Case> decide(long id, int version, CaseState.Move move, Person by) {
        Optional<Case> found = store.lock(id);
        if (found.isEmpty() || !found.get().readableBy(by)) {
            return Outcome.notFound();
        } else if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (found.get().version() != version || !found.get().state().may(move)) {
            return Outcome.changedMeanwhile();
        }
        return Outcome.done(found.get());
    }

    private static Outcome<Case> check(Case letter, int version, CaseState.Move move, String reason) {
        if (letter.version() != version || !letter.state().may(move)) {
            return Outcome.changedMeanwhile();
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "cases.reason-needed");
        } else if (reason.length() > LONGEST) {
            return Outcome.invalid("reason", "cases.too-long", LONGEST);
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        }
        return Outcome.done(letter);
    }

    /** The text as written and how to reach the citizen, for a handler who says why. Kept in the trail and in the timeline. */
    @Transactional
    public Outcome<Intake.AsWritten> reveal(long id, String reason, Person by) {
        return find(id, by).then(letter -> {
            if (!letter.handledBy(by)) {
                return Outcome.notAllowed();
            } else if (reason.isBlank()) {
                return Outcome.invalid("reason", "cases.reason-needed");
            } else if (reason.length() > LONGEST) {
                return Outcome.invalid("reason", "cases.too-long", LONGEST);
            } else if (Unseen.in(reason)) {
                return Unseen.refused("reason");
            }
            By handler = By.handler(by, letter);
            Outcome<Intake.AsWritten> shown =
                    intake.getObject().reveal(letter.message(), reason.strip(), by, handler.standInFor());
            if (shown.isDone()) {
                desk.note(letter, Happening.REVEALED, handler, "", reason.strip());
            }
            return shown;
        });
    }

    /** What somebody had taken on is their successor's. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PersonLeft left) {
        desk.db()
                .sql(
                        "select * from cases.case where handler = ? and state not in ('ANSWERED', 'CLOSED', 'SPAM') order by id for update")
                .param(left.person())
                .query(CaseStore::read)
                .list()
                .forEach(letter ->
                        desk.note(letter, letter.unit(), Happening.HANDED_OVER, new By(left.actor(), null), "", ""));
        desk.db()
                .sql(
                        "update cases.case set handler = ? where handler = ? and state not in ('ANSWERED', 'CLOSED', 'SPAM')")
                .params(left.successor(), left.person())
                .update();
        desk.ring(java.util.List.of(left.successor()));
    }

    /** The case that a message became, for the module that shows the citizen their own. */
    @Nullable
    Case ofMessage(long message) {
        return store.byMessage(message).orElse(null);
    }
}
