package org.lianxin.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.review.Kept;
import org.lianxin.review.Reviews;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox as other modules see it. */
@Service
public class Delivery {
    /** Characters of a reason that the public reads. */
    public static final int LONGEST_REASON = 500;

    private final Queue queue;
    private final Withdrawing withdrawing;
    private final Rounds rounds;

    Delivery(Queue queue, Withdrawing withdrawing, Rounds rounds) {
        this.queue = queue;
        this.withdrawing = withdrawing;
        this.rounds = rounds;
    }

    /**
     * Joins the caller's transaction; the worker wakes when it commits. What a network or the program cannot do is put before the unit's
     * editors instead. Throws {@link IllegalArgumentException} if the review keeps nothing for a target.
     */
    @Transactional
    public void enqueue(List<Order> orders) {
        queue.take(orders);
    }

    /**
     * Takes everything of a thing away again, on every account, at once: queued deliveries are cancelled, published ones withdrawn, those on
     * their way withdrawn as soon as they have arrived, and where a network cannot do it an editor is asked to do it by hand. Leader of the
     * unit or office; the reason, at most {@value #LONGEST_REASON} characters, is shown to the public. Returns how many accounts it concerns.
     */
    @Transactional
    public Outcome<Integer> withdraw(String subjectType, long subjectId, String reason, Person by) {
        return withdrawing.withdraw(subjectType, subjectId, reason, by);
    }

    /** As {@link #withdraw}, of a thing that carried another one further which this person has just withdrawn. Returns whether nothing
     * of it was out or on its way. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean follow(String subjectType, long subjectId, String reason, Person by) {
        return withdrawing.follow(subjectType, subjectId, reason, by);
    }

    /**
     * Keeps the deliveries of a thing as they are until the caller's transaction ends. To be taken before the row of the thing itself, as a
     * round of deliveries takes them: taken the other way round, the two wait for each other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(String subjectType, long subjectId) {
        withdrawing.hold(subjectType, subjectId);
    }

    /**
     * Delivers what is due at this moment in the calling thread; for the demo and for tests, which live in their own time. Not within a
     * transaction: networks are called only after a claim has committed.
     */
    public void drain() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("nothing is sent within a transaction");
        }
        rounds.all();
    }

    /** Puts orders into the queue. */
    @org.springframework.stereotype.Component
    static class Queue {
        private final JdbcClient db;
        private final Ids ids;
        private final Clock clock;
        private final Wake wake;
        private final Contents contents;

        Queue(JdbcClient db, Ids ids, Clock clock, Wake wake, Contents contents) {
            this.db = db;
            this.ids = ids;
            this.clock = clock;
            this.wake = wake;
            this.contents = contents;
        }

        /** What reviews keep, and who can send it. */
        @org.springframework.stereotype.Component
        record Contents(Reviews reviews, Hash hash, Networks networks) {}

        void take(List<Order> orders) {
            Map<Long, List<Kept>> known = new HashMap<>();
            int made = 0;
            for (Order order : orders) {
                byte[] bytes = known.computeIfAbsent(order.review(), contents.reviews()::released).stream()
                        .filter(k -> k.target().equals(order.target()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "review " + order.review() + " keeps nothing for " + order.target()))
                        .bytes();
                made += put(order, contents.hash().of(bytes));
            }
            if (made > 0) {
                wake.call();
            }
        }

        private int put(Order order, String digest) {
            Instant now = clock.instant();
            Instant at = order.notBefore() == null || order.notBefore().isBefore(now) ? now : order.notBefore();
            return db.sql("""
                            insert into delivery.delivery (id, review, target, kind, account, platform, subject_type, subject_id, unit, reference, digest, reason, actor,
                              state, queued_at, planned, order_at, next_at)
                            values (:id, :review, :target, :kind, :account, :platform, :type, :subject, :unit, :reference, :digest, :reason, :actor,
                              :state, :now, :planned, :at, :at)
                            on conflict (review, target, kind) do nothing""")
                    .param("id", ids.next())
                    .param("review", order.review())
                    .param("target", order.target())
                    .param("kind", order.kind().name())
                    .param("account", order.account())
                    .param("platform", order.platform().name())
                    .param("type", order.subjectType())
                    .param("subject", order.subjectId())
                    .param("unit", order.unit())
                    .param("reference", order.reference())
                    .param("digest", digest)
                    .param("reason", order.reason())
                    .param("actor", order.actor())
                    .param("state", able(order) ? "QUEUED" : "HAND")
                    .param("now", Sql.time(now))
                    .param("planned", Sql.timeOrNull(order.notBefore()))
                    .param("at", Sql.time(at))
                    .update();
        }

        private boolean able(Order order) {
            Connector network = contents.networks().of(order.platform()).orElse(null);
            return network instanceof PublishesHere
                    || switch (order.kind()) {
                        case PUBLISH, REPLY -> network instanceof Publishes;
                        case CORRECT -> network instanceof Corrects;
                        case WITHDRAW -> network instanceof Withdraws;
                    };
        }
    }
}
