package org.lianxin.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Journal.Result;
import org.lianxin.delivery.Journal.What;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from an answer: the one place where a delivery that was tried moves on. Each method is one transaction with everybody who
 * hears it, and an answer that comes too late changes nothing, unless it says that the network has it after all.
 */
@Component
class Settling {
    /** After a day of trying the editor is told and nothing is sent by itself any more. */
    static final Duration LONGEST_TRYING = Duration.ofHours(24);

    /** So long an unknown delivery holds its account's queue and is read back; then a person looks. */
    static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(10);

    /** Nobody is kept waiting longer without asking again. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private static final Duration FIRST_READING = Duration.ofSeconds(2);
    private static final Duration LONGEST_BETWEEN_READINGS = Duration.ofSeconds(60);

    private final Outbox outbox;
    private final Moves moves;
    private final Networks networks;
    private final Clock clock;
    private final Duration absentAfter;

    /**
     * @param absentAfter a network may still be busy with a request whose answer was lost: only when a parcel is not there so long after
     *     sending is it believed to be absent and sent again
     */
    Settling(
            Outbox outbox,
            Moves moves,
            Networks networks,
            Clock clock,
            @Value("${lianxin.delivery.absent-after:60s}") Duration absentAfter) {
        this.outbox = outbox;
        this.moves = moves;
        this.networks = networks;
        this.clock = clock;
        this.absentAfter = absentAfter;
    }

    /** The answer to an attempt of a claim. */
    @Transactional
    public void answered(Dispatch claimed, Attempt answer) {
        Dispatch now = outbox.lock(claimed.id()).orElseThrow();
        boolean ours = now.attempts() == claimed.attempts();
        if (answer instanceof Attempt.Confirmed confirmed) {
            if (ours && now.state() != DeliveryState.CONFIRMED && now.state() != DeliveryState.WITHDRAWN) {
                moves.confirm(List.of(now), List.of(confirmed), What.SENT, null);
            }
        } else if (ours && (now.state() == DeliveryState.CLAIMED || now.state() == DeliveryState.UNKNOWN)) {
            settle(now, answer);
        }
    }

    private void settle(Dispatch claimed, Attempt answer) {
        switch (answer) {
            case Attempt.Confirmed confirmed -> moves.confirm(List.of(claimed), List.of(confirmed), What.SENT, null);
            case Attempt.Refused refused -> moves.refuse(claimed, refused.reason(), What.SENT);
            case Attempt.NotSent notSent -> notSent(claimed, notSent);
            case Attempt.Waits waits -> waits(claimed, waits);
            case Attempt.ByHand byHand -> moves.byHand(claimed, byHand.why());
            case Attempt.Unknown unknown -> {
                if (unknown.late().isPositive()) {
                    outbox.late(claimed.id(), clock.instant().plus(unknown.late()));
                }
                unknown(claimed, unknown.why(), What.SENT);
            }
        }
    }

    /** Certainly not sent: again later, or the end of patience. Also for platforms that publish here, whose rows are not claimed. */
    void notSent(Dispatch tried, Attempt.NotSent answer) {
        Instant now = clock.instant();
        Instant first = tried.firstAt() == null ? now : tried.firstAt();
        if (tried.withdrawReason() != null) {
            moves.cancel(tried, answer.why(), What.SENT, null);
        } else if (Duration.between(first, now).compareTo(LONGEST_TRYING) >= 0) {
            moves.giveUp(tried, answer.why());
        } else {
            Duration wait = Backoff.after(tried.attempts());
            Duration asked =
                    Duration.ofSeconds(Math.min(Math.max(answer.afterSeconds(), 0), LONGEST_TRYING.toSeconds()));
            moves.again(
                    tried,
                    answer.why(),
                    now.plus(wait.compareTo(asked) > 0 ? wait : asked),
                    What.SENT,
                    Result.NOT_SENT,
                    null);
        }
    }

    /** Not tried: the account's queue waits. What was never tried before counts as never tried, so that its patience begins later. */
    void waits(Dispatch tried, Attempt.Waits answer) {
        if (tried.withdrawReason() != null) {
            moves.cancel(tried, answer.why(), What.SENT, null);
            return;
        }
        outbox.freshUnlessTried(tried.id());
        Instant latest = clock.instant().plus(LONGEST_WAIT);
        Instant until = answer.until().isBefore(latest) ? answer.until() : latest;
        moves.again(tried, answer.why(), until, What.SENT, Result.WAITS, null);
    }

    private void unknown(Dispatch claimed, String why, What what) {
        if (networks.of(claimed.platform()).orElse(null) instanceof ReadsBack) {
            moves.unknown(claimed, why, clock.instant().plus(FIRST_READING), what);
        } else {
            moves.toPerson(claimed, why, what);
        }
    }

    /** A claim was found with nobody behind it: nobody knows whether it was sent. */
    @Transactional
    public void foundClaimed(Dispatch lost, String why) {
        Dispatch found = outbox.lock(lost.id()).orElseThrow();
        if (found.state() == DeliveryState.CLAIMED && found.version() == lost.version()) {
            unknown(found, why, What.FOUND_CLAIMED);
        }
    }

    /** Open in a copy that was put back: nobody knows whether it was sent since the copy was made. */
    void restored(Dispatch open, String why) {
        unknown(open, why, What.RESTORED);
    }

    /** What the account's own timeline says. */
    @Transactional
    public void read(Dispatch unknown, ReadsBack.Reading reading) {
        Dispatch now = outbox.lock(unknown.id()).orElseThrow();
        if (now.version() != unknown.version() || !now.state().unsettled()) {
            return;
        }
        switch (reading) {
            case ReadsBack.Reading.Found found when now.kind() == Parcel.Kind.WITHDRAW -> stillThere(now, found);
            case ReadsBack.Reading.Found found
            when moves.isAnothers(now, found.remoteId()) ->
                later(now, Result.UNREADABLE, moves.words("delivery.why.same-text"));
            case ReadsBack.Reading.Found found ->
                moves.confirm(
                        List.of(now), List.of(new Attempt.Confirmed(found.remoteId(), found.url())), What.READ, null);
            case ReadsBack.Reading.Absent absent
            when now.kind() == Parcel.Kind.WITHDRAW ->
                moves.confirm(List.of(now), List.of(new Attempt.Confirmed("", "")), What.READ, null);
            case ReadsBack.Reading.Absent absent -> absent(now);
            case ReadsBack.Reading.Unreadable unreadable -> later(now, Result.UNREADABLE, unreadable.why());
        }
    }

    private void stillThere(Dispatch withdrawal, ReadsBack.Reading.Found found) {
        if (longAgo(withdrawal)) {
            moves.again(withdrawal, found.url(), clock.instant(), What.READ, Result.FOUND, null);
        } else {
            later(withdrawal, Result.FOUND, found.url());
        }
    }

    private void absent(Dispatch unknown) {
        if (!longAgo(unknown)) {
            later(unknown, Result.ABSENT, moves.words("delivery.why.absent-yet"));
        } else if (unknown.withdrawReason() != null) {
            moves.cancel(unknown, moves.words("delivery.why.absent"), What.READ, null);
        } else {
            if (unknown.attempts() == 0) {
                // this program has not tried it yet
                outbox.fresh(unknown.id());
            }
            moves.again(unknown, moves.words("delivery.why.absent"), clock.instant(), What.READ, Result.ABSENT, null);
        }
    }

    private boolean longAgo(Dispatch sent) {
        Instant now = clock.instant();
        Instant at = sent.sentAt();
        Instant late = sent.lateUntil();
        return (at == null || !now.isBefore(at.plus(absentAfter))) && (late == null || !now.isBefore(late));
    }

    private void later(Dispatch unknown, Result result, String why) {
        Instant now = clock.instant();
        Instant since = unknown.unknownAt();
        if (unknown.state() == DeliveryState.MANUAL) {
            moves.readInVain(unknown, result, why, now);
        } else if (since == null || !now.isBefore(since.plus(LONGEST_UNKNOWN))) {
            moves.toPerson(unknown, why, What.READ);
        } else {
            Instant next =
                    now.plus(Backoff.after(unknown.readings() + 1, FIRST_READING, LONGEST_BETWEEN_READINGS, 0.5));
            Instant end = since.plus(LONGEST_UNKNOWN);
            moves.readInVain(unknown, result, why, next.isBefore(end) ? next : end);
        }
    }

    /** A person looked: it is there, or it is not and goes out again. */
    void seen(Dispatch unsettled, Attempt.@Nullable Confirmed there, long by) {
        if (there != null) {
            moves.confirm(List.of(unsettled), List.of(there), What.PERSON, by);
        } else if (unsettled.withdrawReason() != null) {
            moves.cancel(unsettled, moves.words("delivery.why.absent"), What.PERSON, by);
        } else {
            moves.again(unsettled, moves.words("delivery.why.absent"), clock.instant(), What.PERSON, Result.AGAIN, by);
        }
    }
}
