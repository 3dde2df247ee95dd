package org.lianxin.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.review.Kept;
import org.lianxin.review.Request;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.review.Subject;
import org.lianxin.support.Cast;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings things of a type of their own through a real review to the outbox, as publishing does, and looks what became of them. */
final class Shipping {
    static final String TYPE = "shipment";
    private static final AtomicLong NEXT = new AtomicLong(2_000_000);

    private final Cast cast;
    private final Reviews reviews;
    private final Delivery delivery;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final JdbcClient db;

    Shipping(ApplicationContext context) {
        this.cast = Cast.in(context);
        this.reviews = context.getBean(Reviews.class);
        this.delivery = context.getBean(Delivery.class);
        this.outbox = context.getBean(Outbox.class);
        this.transaction = context.getBean(TransactionTemplate.class);
        this.db = context.getBean(JdbcClient.class);
    }

    /** What was told while one test ran. */
    static final class Heard {
        final List<Delivered> delivered = new java.util.concurrent.CopyOnWriteArrayList<>();
        final List<DeliveryRefused> refused = new java.util.concurrent.CopyOnWriteArrayList<>();
        final List<DeliveryUnsettled> unsettled = new java.util.concurrent.CopyOnWriteArrayList<>();

        /** What else happens in the transaction in which something has arrived. */
        volatile Consumer<Delivered> also = event -> {};

        @EventListener
        void on(Delivered event) {
            delivered.add(event);
            also.accept(event);
        }

        @EventListener
        void on(DeliveryRefused event) {
            refused.add(event);
        }

        @EventListener
        void on(DeliveryUnsettled event) {
            unsettled.add(event);
        }
    }

    /** Shipments as things under review: with a title and a page of their own. */
    static final class Things implements Subject {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Shown show(long subjectId) {
            return new Shown("关于17路公交间隔过长的回应", "/console", "", "");
        }
    }

    /** A live account that no other test knows. */
    Account account(String unit, Platform platform) {
        return account(unit, platform, "h" + NEXT.incrementAndGet());
    }

    Account account(String unit, Platform platform, String handle) {
        return cast.live(unit, platform, handle, "示范账号" + handle);
    }

    static long subject() {
        return NEXT.incrementAndGet();
    }

    /** An approved review that keeps the text for each account. */
    long review(long subject, String text, Account... targets) {
        return review(subject, text.getBytes(StandardCharsets.UTF_8), "text/plain", targets);
    }

    long review(long subject, byte[] bytes, String mediaType, Account... targets) {
        List<Kept> contents = new ArrayList<>();
        for (Account target : targets) {
            contents.add(new Kept(Long.toString(target.id()), target.name(), mediaType, bytes));
        }
        String unit = targets[0].unit() == cast.unit("water").id() ? "water" : "traffic";
        Request request = new Request(
                TYPE,
                subject,
                cast.unit(unit).id(),
                "",
                cast.id(unit + ".editor"),
                Set.of(),
                contents,
                List.of(),
                null,
                false);
        long id = reviews.ask(request, cast.person(unit + ".editor")).orThrow();
        Review asked = reviews.find(id).orElseThrow();
        reviews.approve(id, asked.version(), asked.digest(), null, cast.person(unit + ".leader"))
                .orThrow();
        return id;
    }

    void order(Parcel.Kind kind, long review, long subject, @Nullable Instant notBefore, Account... targets) {
        List<Order> orders = new ArrayList<>();
        for (Account target : targets) {
            orders.add(new Order(
                    review,
                    Long.toString(target.id()),
                    target.id(),
                    target.platform(),
                    kind,
                    TYPE,
                    subject,
                    target.unit(),
                    Long.toString(subject),
                    notBefore,
                    "",
                    null));
        }
        transaction.executeWithoutResult(t -> delivery.enqueue(orders));
    }

    /** Reviewed and ordered for at once; the subject. */
    long publish(String text, Account... targets) {
        long subject = subject();
        order(Parcel.Kind.PUBLISH, review(subject, text, targets), subject, null, targets);
        return subject;
    }

    Dispatch of(long subject, Account account, Parcel.Kind kind) {
        return db.sql(
                        "select * from delivery.delivery where subject_type = ? and subject_id = ? and account = ? and kind = ? order by id desc limit 1")
                .params(TYPE, subject, account.id(), kind.name())
                .query(Dispatch::read)
                .single();
    }

    DeliveryState state(long subject, Account account) {
        return of(subject, account, Parcel.Kind.PUBLISH).state();
    }

    String why(long id) {
        return db.sql("select why from delivery.delivery where id = ?")
                .param(id)
                .query((row, n) -> row.getString(1))
                .single();
    }

    List<String> journal(long id) {
        return db.sql("select what || ' ' || outcome from delivery.attempt where delivery = ? order by id")
                .param(id)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** A claim that was committed, and then its process died. */
    List<Dispatch> claimAndDie(Platform platform, Instant now) {
        List<Dispatch> claimed = outbox.claim(platform, 100, now);
        db.sql("update delivery.delivery set owner = replace(owner, '/', '/dead-') where id = any(?)")
                .param(claimed.stream().map(Dispatch::id).toArray(Long[]::new))
                .update();
        return claimed;
    }
}
