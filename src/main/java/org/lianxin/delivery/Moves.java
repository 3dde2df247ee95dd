package org.lianxin.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.delivery.Journal.Result;
import org.lianxin.delivery.Journal.What;
import org.lianxin.kernel.Sql;
import org.lianxin.notices.Notices;
import org.lianxin.registry.Team;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The moves of {@link DeliveryState}: each writes the new state, a line of the journal and tells who must hear, in the caller's
 * transaction, on a row that the caller has locked.
 */
@Component
class Moves {
    private final JdbcClient db;
    private final Journal journal;
    private final Aftermath aftermath;
    private final Clock clock;
    private final Words words;

    Moves(JdbcClient db, Journal journal, Aftermath aftermath, Clock clock, Words words) {
        this.db = db;
        this.journal = journal;
        this.aftermath = aftermath;
        this.clock = clock;
        this.words = words;
    }

    /** Many at once, in order; {@code answers} one for each. */
    void confirm(List<Dispatch> sent, List<Attempt.Confirmed> answers, What what, @Nullable Long by) {
        sent.forEach(d -> check(d, DeliveryState.CONFIRMED));
        Instant now = clock.instant();
        db.sql("""
                update delivery.delivery d set state = 'CONFIRMED', confirmed_at = :now, settled_at = :now, remote_id = n.remote, url = n.url, why = '',
                  owner = null, lease_at = null, version = version + 1
                from unnest(:ids, :remotes, :urls) n(id, remote, url) where d.id = n.id""")
                .param("now", Sql.time(now))
                .param("ids", sent.stream().map(Dispatch::id).toArray(Long[]::new))
                .param(
                        "remotes",
                        answers.stream().map(Attempt.Confirmed::remoteId).toArray(String[]::new))
                .param("urls", answers.stream().map(Attempt.Confirmed::url).toArray(String[]::new))
                .update();
        // whoever reads back a withdrawal is glad to find nothing
        Result read = sent.getFirst().kind() == Parcel.Kind.WITHDRAW ? Result.ABSENT : Result.FOUND;
        Result result = what == What.READ ? read : Result.CONFIRMED;
        journal.note(
                sent.stream().map(Dispatch::id).toList(),
                what,
                result,
                answers.stream().map(a -> Words.cut(a.url())).toList(),
                by);
        for (int i = 0; i < sent.size(); i++) {
            aftermath.confirmed(sent.get(i), answers.get(i), now, by);
        }
    }

    void refuse(Dispatch sent, String reason, What what) {
        String why = reason.isBlank() ? words.of("delivery.why.refused") : Words.cut(reason);
        if (sent.withdrawReason() != null) {
            cancel(sent, why, what, null);
            return;
        }
        to(sent, DeliveryState.REFUSED, why, null);
        journal.note(sent.id(), what, Result.REFUSED, why, null);
        aftermath.refused(sent, why);
    }

    void giveUp(Dispatch tried, String why) {
        refuse(tried, words.of("delivery.why.gave-up", Settling.LONGEST_TRYING.toHours(), Words.cut(why)), What.SENT);
    }

    void byHand(Dispatch claimed, String why) {
        if (claimed.withdrawReason() != null) {
            cancel(claimed, why, What.SENT, null);
            return;
        }
        to(claimed, DeliveryState.HAND, Words.cut(why), null);
        journal.note(claimed.id(), What.SENT, Result.BY_HAND, why, null);
        aftermath.byHand(claimed);
    }

    /** Back into the queue, at its old place in the account's order. */
    void again(Dispatch tried, String why, Instant next, What what, Result result, @Nullable Long by) {
        to(tried, DeliveryState.QUEUED, Words.cut(why), next);
        journal.note(tried.id(), what, result, why, by);
    }

    void unknown(Dispatch claimed, String why, Instant read, What what) {
        if (claimed.state() != DeliveryState.UNKNOWN) {
            to(claimed, DeliveryState.UNKNOWN, Words.cut(why), read);
            aftermath.unsettled(claimed, false, Words.cut(why));
        }
        journal.note(claimed.id(), what, Result.UNKNOWN, why, null);
    }

    void toPerson(Dispatch unknown, String why, What what) {
        if (unknown.state() == DeliveryState.CLAIMED || unknown.state() == DeliveryState.QUEUED) {
            to(unknown, DeliveryState.UNKNOWN, Words.cut(why), clock.instant());
        }
        db.sql("update delivery.delivery set state = 'MANUAL', why = ?, version = version + 1 where id = ?")
                .params(Words.cut(why), unknown.id())
                .update();
        journal.note(unknown.id(), what, Result.MANUAL, why, null);
        aftermath.unsettled(unknown, true, Words.cut(why));
    }

    /** Read back and no wiser: the journal keeps it, the state stays. */
    void readInVain(Dispatch unknown, Result result, String why, Instant next) {
        db.sql(
                        "update delivery.delivery set readings = readings + 1, next_at = ?, why = ?, version = version + 1 where id = ?")
                .params(Sql.time(next), Words.cut(why), unknown.id())
                .update();
        journal.note(unknown.id(), What.READ, result, why, null);
    }

    void cancel(Dispatch waiting, String why, What what, @Nullable Long by) {
        to(waiting, DeliveryState.CANCELLED, Words.cut(why), null);
        journal.note(waiting.id(), what, Result.CANCELLED, why, by);
    }

    private void to(Dispatch delivery, DeliveryState state, String why, @Nullable Instant next) {
        check(delivery, state);
        Instant now = clock.instant();
        boolean settled = state == DeliveryState.REFUSED || state == DeliveryState.CANCELLED;
        db.sql("""
                update delivery.delivery set state = :state, why = :why, next_at = coalesce(:next, next_at), owner = null, lease_at = null,
                  unknown_at = case when :state = 'UNKNOWN' then :now else unknown_at end, readings = case when :state = 'UNKNOWN' then 0 else readings end,
                  settled_at = case when :settled then :now end, version = version + 1 where id = :id""")
                .param("state", state.name())
                .param("why", why)
                .param("next", Sql.timeOrNull(next))
                .param("now", Sql.time(now))
                .param("settled", settled)
                .param("id", delivery.id())
                .update();
    }

    private static void check(Dispatch delivery, DeliveryState to) {
        if (!delivery.state().canBecome(to)) {
            throw new IllegalStateException(
                    "delivery " + delivery.id() + " cannot go from " + delivery.state() + " to " + to);
        }
    }

    /** Whether that published thing is known to be another delivery's. */
    boolean isAnothers(Dispatch delivery, String remoteId) {
        return delivery.publication()
                && db.sql(
                                "select exists (select from delivery.delivery where account = ? and remote_id = ? and id <> ? and kind in ('PUBLISH', 'REPLY'))")
                        .params(delivery.account(), remoteId, delivery.id())
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    String words(String key) {
        return words.of(key);
    }

    /** Who hears of a move, and what follows from it for other deliveries. */
    @Component
    static class Aftermath {
        private final JdbcClient db;
        private final ApplicationEventPublisher events;
        private final Notices notices;
        private final Team team;
        private final Removals removals;

        Aftermath(JdbcClient db, ApplicationEventPublisher events, Notices notices, Team team, Removals removals) {
            this.db = db;
            this.events = events;
            this.notices = notices;
            this.team = team;
            this.removals = removals;
        }

        void confirmed(Dispatch d, Attempt.Confirmed answer, Instant at, @Nullable Long by) {
            if (d.kind() == Parcel.Kind.WITHDRAW) {
                db.sql(
                                "update delivery.delivery set state = 'WITHDRAWN', version = version + 1 where id = ? and state = 'CONFIRMED'")
                        .param(d.published())
                        .update();
            }
            events.publishEvent(new Delivered(
                    d.id(),
                    d.kind(),
                    d.subjectType(),
                    d.subjectId(),
                    d.account(),
                    d.unit(),
                    answer.remoteId(),
                    answer.url(),
                    at,
                    by == null ? d.actor() : by));
            if (d.withdrawReason() != null && d.publication()) {
                removals.order(d.id(), d.withdrawReason(), d.withdrawBy());
            }
        }

        void refused(Dispatch d, String why) {
            events.publishEvent(new DeliveryRefused(
                    d.id(), d.kind(), d.subjectType(), d.subjectId(), d.account(), d.unit(), why, d.actor()));
            notices.ring(Set.copyOf(team.holders(Role.EDITOR, d.unit())));
        }

        void byHand(Dispatch d) {
            notices.ring(Set.copyOf(team.holders(Role.EDITOR, d.unit())));
        }

        void unsettled(Dispatch d, boolean manual, String why) {
            events.publishEvent(new DeliveryUnsettled(
                    d.id(), d.kind(), d.subjectType(), d.subjectId(), d.account(), d.unit(), manual, why, d.actor()));
            if (manual) {
                Set<Long> people = new TreeSet<>(team.holders(Role.EDITOR, d.unit()));
                people.addAll(team.holders(Role.OFFICE, d.unit()));
                notices.ring(new ArrayList<>(people));
            }
        }

        void said(String action, Dispatch d, org.lianxin.web.Person by, String words) {
            events.publishEvent(Audited.Entry.of(
                    action,
                    d.subjectType(),
                    d.subjectId(),
                    d.unit(),
                    by,
                    Map.of(
                            "delivery",
                            Long.toString(d.id()),
                            "account",
                            Long.toString(d.account()),
                            "kind",
                            d.kind().name(),
                            "words",
                            words)));
        }
    }
}
