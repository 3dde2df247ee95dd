package org.lianxin.delivery;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.lianxin.delivery.Journal.Result;
import org.lianxin.delivery.Journal.What;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Outcome.Kind;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person decides about a delivery that the program cannot settle: editors and leaders of the unit, and the office. Each names the
 * version that was seen; who comes second is told.
 */
@Service
public class Settlements {
    /** Of an address, in characters. */
    public static final int LONGEST_URL = 400;

    private final Outbox outbox;
    private final Settling settling;
    private final Moves moves;
    private final Moves.Aftermath aftermath;
    private final Reading reading;

    Settlements(Outbox outbox, Settling settling, Moves moves, Moves.Aftermath aftermath, Reading reading) {
        this.outbox = outbox;
        this.settling = settling;
        this.moves = moves;
        this.aftermath = aftermath;
        this.reading = reading;
    }

    /** What looking needs. */
    @org.springframework.stereotype.Component
    record Reading(Courier courier, Networks networks, Clock clock, Wake wake, Words words) {}

    public static boolean may(Person person, long unit) {
        return person.isAny(unit, Role.EDITOR, Role.LEADER, Role.OFFICE);
    }

    /** It is there: at that address, or under that number of the network; at least one of the two. The answer is the delivery's id. */
    @Transactional
    public Outcome<Long> isThere(long id, int version, String url, String remoteId, Person by) {
        return at(id, version, by, d -> {
            if (d.state() != DeliveryState.MANUAL && d.state() != DeliveryState.UNKNOWN) {
                return Outcome.changedMeanwhile();
            }
            String number = remoteId.strip();
            if (url.isBlank() && number.isEmpty()) {
                return Outcome.invalid("url", "delivery.where-needed");
            } else if (number.length() > 100 || number.chars().anyMatch(c -> c <= ' ') || Unseen.in(number)) {
                return Outcome.invalid("remoteId", "delivery.number-form");
            } else if (!number.isEmpty() && moves.isAnothers(d, number)) {
                return Outcome.invalid("remoteId", "delivery.number-of-another");
            }
            return address(url).map(address -> {
                settling.seen(d, new Attempt.Confirmed(number, address), by.id());
                return said("delivery.said-there", d, by, address.isEmpty() ? number : address);
            });
        });
    }

    /** It is certainly not there: it goes out once more, or, if it was to be taken down, nothing is left to do. */
    @Transactional
    public Outcome<Long> isNotThere(long id, int version, Person by) {
        return at(id, version, by, d -> {
            if (d.state() != DeliveryState.MANUAL) {
                return Outcome.changedMeanwhile();
            }
            if (d.kind() == Parcel.Kind.WITHDRAW) {
                settling.seen(d, new Attempt.Confirmed("", ""), by.id());
            } else {
                settling.seen(d, null, by.id());
            }
            reading.wake().call();
            return Outcome.done(said("delivery.said-not-there", d, by, ""));
        });
    }

    /** A task by hand is done; where it stands now, if it is a publication. */
    @Transactional
    public Outcome<Long> done(long id, int version, String url, Person by) {
        return at(id, version, by, d -> {
            if (d.state() != DeliveryState.HAND) {
                return Outcome.changedMeanwhile();
            } else if (d.publication() && url.isBlank()) {
                return Outcome.invalid("url", "delivery.address-needed");
            }
            return address(url).map(address -> {
                moves.confirm(
                        java.util.List.of(d),
                        java.util.List.of(new Attempt.Confirmed("", address)),
                        What.PERSON,
                        by.id());
                return said("delivery.done-by-hand", d, by, address);
            });
        });
    }

    /** Sends a refused one again, the same approved bytes, after what was in the way has been removed. */
    @Transactional
    public Outcome<Long> again(long id, int version, Person by) {
        return at(id, version, by, d -> {
            if (d.state() != DeliveryState.REFUSED) {
                return Outcome.changedMeanwhile();
            } else if (d.withdrawReason() != null || outbox.isSuperseded(d)) {
                return Outcome.refused(Kind.CHANGED_MEANWHILE, "delivery.not-any-more");
            }
            outbox.fresh(d.id());
            moves.again(
                    d,
                    reading.words().of("delivery.why.again"),
                    reading.clock().instant(),
                    What.PERSON,
                    Result.AGAIN,
                    by.id());
            reading.wake().call();
            return Outcome.done(said("delivery.sent-again", d, by, ""));
        });
    }

    /** A refused one is let be. */
    @Transactional
    public Outcome<Long> drop(long id, int version, Person by) {
        return at(id, version, by, d -> {
            if (d.state() != DeliveryState.REFUSED) {
                return Outcome.changedMeanwhile();
            }
            moves.cancel(d, outbox.why(d.id()), What.PERSON, by.id());
            return Outcome.done(said("delivery.dropped", d, by, ""));
        });
    }

    /**
     * Reads the account's timeline now. The network is asked outside a transaction, a few seconds at most; if the delivery is found it is
     * confirmed. True if it was settled by this.
     */
    public Outcome<Boolean> look(long id, Person by) {
        Optional<Dispatch> found = outbox.find(id).filter(d -> by.reads(d.unit()));
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!may(by, found.get().unit())) {
            return Outcome.notAllowed();
        } else if (found.get().state() != DeliveryState.MANUAL && found.get().state() != DeliveryState.UNKNOWN) {
            return Outcome.changedMeanwhile();
        }
        reading.courier().read(found.get());
        return Outcome.done(
                outbox.find(id).filter(d -> d.state() == found.get().state()).isEmpty());
    }

    /** What stands on the account at this moment, beside which a person holds what was to be sent; empty if the network shows nothing. */
    public Optional<ShowsTimeline.Timeline> timeline(Waybill waybill) {
        return reading.networks()
                .of(waybill.platform())
                .filter(ShowsTimeline.class::isInstance)
                .map(n -> ((ShowsTimeline) n).latest(waybill.account(), 10));
    }

    /** Whether the account can be looked at from here. */
    public boolean shows(Waybill waybill) {
        return reading.networks()
                .of(waybill.platform())
                .filter(ShowsTimeline.class::isInstance)
                .isPresent();
    }

    private Outcome<Long> at(long id, int version, Person by, Function<Dispatch, Outcome<Long>> decision) {
        Optional<Dispatch> found = outbox.lock(id).filter(d -> by.reads(d.unit()));
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!may(by, found.get().unit())) {
            return Outcome.notAllowed();
        } else if (found.get().version() != version) {
            return Outcome.changedMeanwhile();
        }
        return decision.apply(found.get());
    }

    private Long said(String action, Dispatch d, Person by, String words) {
        aftermath.said(action, d, by, words);
        return d.id();
    }

    /** Empty, or a web address without anything that could do harm in a link. */
    private static Outcome<String> address(String typed) {
        String url = typed.strip();
        boolean fine = url.isEmpty()
                || (!Unseen.in(url) && url.length() <= LONGEST_URL && url.matches("https?://[^\\s\"'<>\\\\]+"));
        return fine ? Outcome.done(url) : Outcome.invalid("url", "delivery.address-form", LONGEST_URL);
    }
}
