package org.lianxin.delivery;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lianxin.audit.Audited;
import org.lianxin.delivery.Journal.What;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.review.Outgoing;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Taking back: everything of a thing with a reason for the public, or what waits of a review whose approval becomes void. */
@Component
class Withdrawing implements Outgoing {
    private final JdbcClient db;
    private final Moves moves;
    private final Removals removals;
    private final Words words;
    private final ApplicationEventPublisher events;

    Withdrawing(JdbcClient db, Moves moves, Removals removals, Words words, ApplicationEventPublisher events) {
        this.db = db;
        this.moves = moves;
        this.removals = removals;
        this.words = words;
        this.events = events;
    }

    Outcome<Integer> withdraw(String subjectType, long subjectId, String reason, Person by) {
        String why = reason.strip();
        if (why.isEmpty()) {
            return Outcome.invalid("reason", "delivery.reason-needed");
        } else if (why.codePointCount(0, why.length()) > Delivery.LONGEST_REASON || Unseen.in(why)) {
            return Outcome.invalid("reason", "delivery.reason-form", Delivery.LONGEST_REASON);
        }
        List<Dispatch> all = hold(subjectType, subjectId);
        if (all.stream().anyMatch(d -> !by.isAny(d.unit(), Role.LEADER, Role.OFFICE))) {
            return Outcome.notAllowed();
        }
        int accounts = takeAway(all, why, by);
        if (accounts > 0) {
            events.publishEvent(Audited.Entry.of(
                    "delivery.withdrawal-ordered",
                    subjectType,
                    subjectId,
                    all.getFirst().unit(),
                    by,
                    Map.of("reason", why, "accounts", accounts),
                    Role.LEADER,
                    Role.OFFICE));
        }
        return Outcome.done(accounts);
    }

    /** What carried something that is taken away goes with it, whoever's it is. Whether nothing of it is out or on its way. */
    boolean follow(String subjectType, long subjectId, String reason, Person by) {
        List<Dispatch> all = hold(subjectType, subjectId);
        takeAway(all, reason, by);
        return all.stream()
                .noneMatch(
                        d -> d.state() == DeliveryState.CONFIRMED || d.state().unsettled());
    }

    private int takeAway(List<Dispatch> all, String reason, Person by) {
        return all.stream()
                .filter(d -> takeAway(d, reason, by))
                .collect(Collectors.groupingBy(Dispatch::account))
                .size();
    }

    List<Dispatch> hold(String subjectType, long subjectId) {
        return db.sql(
                        "select * from delivery.delivery where subject_type = ? and subject_id = ? order by id for update")
                .params(subjectType, subjectId)
                .query(Dispatch::read)
                .list();
    }

    private boolean takeAway(Dispatch d, String reason, Person by) {
        if (d.kind() == Parcel.Kind.WITHDRAW) {
            return false;
        }
        return switch (d.state()) {
            case QUEUED, HAND -> {
                moves.cancel(d, words.of("delivery.why.withdrawn"), What.PERSON, by.id());
                yield true;
            }
            case CLAIMED, UNKNOWN, MANUAL -> {
                db.sql("update delivery.delivery set withdraw_reason = ?, withdraw_by = ? where id = ?")
                        .params(reason, by.id(), d.id())
                        .update();
                yield true;
            }
            case REFUSED -> {
                // stays in the register as refused, and is not sent again
                db.sql("update delivery.delivery set withdraw_reason = ?, withdraw_by = ? where id = ?")
                        .params(reason, by.id(), d.id())
                        .update();
                yield false;
            }
            case CONFIRMED -> {
                if (d.publication()) {
                    removals.order(d.id(), reason, by.id());
                }
                yield d.publication();
            }
            case WITHDRAWN, CANCELLED -> false;
        };
    }

    @Override
    @Transactional
    public boolean takeBack(long review) {
        List<Dispatch> all = db.sql("select * from delivery.delivery where review = ? order by id for update")
                .param(review)
                .query(Dispatch::read)
                .list();
        boolean waiting = all.stream().allMatch(d -> switch (d.state()) {
            case QUEUED, HAND, REFUSED, CANCELLED -> true;
            case CLAIMED, UNKNOWN, MANUAL, CONFIRMED, WITHDRAWN -> false;
        });
        if (waiting) {
            all.stream()
                    .filter(d -> d.state() != DeliveryState.CANCELLED)
                    .forEach(d -> moves.cancel(d, words.of("delivery.why.void"), What.SENT, null));
        }
        return waiting;
    }
}
