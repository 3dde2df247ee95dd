package org.lianxin.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lianxin.delivery.Journal.What;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Platforms that live in this database: taken, published and confirmed in one transaction, many at a time. A crash leaves all of it or
 * nothing, so there is no claim and nothing unknown.
 */
@Component
class HereRounds {
    private static final Logger LOG = LoggerFactory.getLogger(HereRounds.class);
    private static final int MOST = 100;

    /** What fails so often by an error of the program will fail again; it must not hold its account's queue for a day. */
    private static final int MOST_TRIES = 6;

    private final Outbox outbox;
    private final Networks networks;
    private final Parcels parcels;
    private final Tools tools;
    private final Clock clock;

    HereRounds(Outbox outbox, Networks networks, Parcels parcels, Tools tools, Clock clock) {
        this.outbox = outbox;
        this.networks = networks;
        this.parcels = parcels;
        this.tools = tools;
        this.clock = clock;
    }

    @Component
    record Tools(TransactionTemplate transaction, Settling settling, Moves moves, Words words, JdbcClient db) {}

    private record Packed(Dispatch dispatch, Parcel parcel) {}

    /** Publishes what is due, at most {@value #MOST}; how many there were. */
    int round() {
        try {
            return Optional.ofNullable(tools.transaction().execute(t -> publish(due(MOST))))
                    .orElse(0);
        } catch (RuntimeException oneOfThem) {
            LOG.warn("a batch failed, now one by one: {}", oneOfThem.toString());
            return oneByOne();
        }
    }

    private int oneByOne() {
        List<Long> ids = Optional.ofNullable(tools.transaction()
                        .execute(t -> due(MOST).stream().map(Dispatch::id).toList()))
                .orElse(List.of());
        for (long id : ids) {
            try {
                tools.transaction()
                        .executeWithoutResult(t -> publish(
                                due(MOST).stream().filter(d -> d.id() == id).toList()));
            } catch (RuntimeException trouble) {
                LOG.error("delivery {} could not be published here", id, trouble);
                tools.transaction().executeWithoutResult(t -> failed(id, trouble));
            }
        }
        return ids.size();
    }

    private List<Dispatch> due(int most) {
        List<Platform> here = networks.here();
        return here.isEmpty() ? List.of() : outbox.dueHere(here, most, clock.instant());
    }

    private int publish(List<Dispatch> due) {
        List<Packed> packed = new ArrayList<>(due.size());
        for (Dispatch dispatch : due) {
            try {
                packed.add(new Packed(dispatch, parcels.pack(dispatch)));
            } catch (Parcels.Unfit never) {
                tools.moves().refuse(dispatch, tools.words().of(String.valueOf(never.getMessage())), What.SENT);
            }
        }
        for (Map.Entry<Platform, List<Packed>> part : packed.stream()
                .collect(Collectors.groupingBy(p -> p.dispatch().platform()))
                .entrySet()) {
            publish((PublishesHere) networks.of(part.getKey()).orElseThrow(), part.getValue());
        }
        return due.size();
    }

    private void publish(PublishesHere network, List<Packed> packed) {
        List<Attempt> answers =
                network.publish(packed.stream().map(Packed::parcel).toList());
        List<Dispatch> done = new ArrayList<>(packed.size());
        List<Attempt.Confirmed> places = new ArrayList<>(packed.size());
        for (int i = 0; i < packed.size(); i++) {
            Dispatch dispatch = packed.get(i).dispatch();
            switch (answers.get(i)) {
                case Attempt.Confirmed confirmed -> {
                    done.add(dispatch);
                    places.add(confirmed);
                }
                case Attempt.Refused refused -> tools.moves().refuse(dispatch, refused.reason(), What.SENT);
                case Attempt.NotSent notSent -> again(dispatch, notSent);
                case Attempt.Waits waits -> tools.settling().waits(dispatch, waits);
                case Attempt.ByHand byHand ->
                    throw new IllegalStateException("what is published here needs no hand: " + byHand.why());
                case Attempt.Unknown unknown ->
                    throw new IllegalStateException("what is published here is never unknown: " + unknown.why());
            }
        }
        if (!done.isEmpty()) {
            count(done.stream().map(Dispatch::id).toList());
            tools.moves().confirm(done, places, What.SENT, null);
        }
    }

    private void again(Dispatch dispatch, Attempt.NotSent answer) {
        count(List.of(dispatch.id()));
        outbox.find(dispatch.id()).ifPresent(counted -> tools.settling().notSent(counted, answer));
    }

    private void failed(long id, RuntimeException trouble) {
        Optional<Dispatch> found = outbox.lock(id).filter(d -> d.state() == DeliveryState.QUEUED);
        if (found.isEmpty()) {
            return;
        } else if (found.get().attempts() + 1 >= MOST_TRIES) {
            tools.moves()
                    .refuse(
                            found.get(),
                            tools.words()
                                    .of(
                                            "delivery.why.program",
                                            trouble.getClass().getSimpleName()),
                            What.SENT);
        } else {
            again(
                    found.get(),
                    new Attempt.NotSent(
                            tools.words()
                                    .of(
                                            "delivery.why.program",
                                            trouble.getClass().getSimpleName()),
                            0));
        }
    }

    private void count(List<Long> ids) {
        var now = org.lianxin.kernel.Sql.time(clock.instant());
        tools.db()
                .sql(
                        "update delivery.delivery set attempts = attempts + 1, first_at = coalesce(first_at, ?), sent_at = ? where id = any(?)")
                .params(now, now, ids.toArray(Long[]::new))
                .update();
    }
}
