package org.lianxin.cases;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters as intake hands them on, each with a number of its own. */
final class Letters {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Cast cast;
    private final Casework casework;
    private final CaseStore store;
    private final Intake intake;
    private final Ids ids;
    private final LianxinClock clock;
    private final TransactionTemplate transaction;

    Letters(ApplicationContext context) {
        this.cast = Cast.in(context);
        this.casework = context.getBean(Casework.class);
        this.store = context.getBean(CaseStore.class);
        this.intake = context.getBean(Intake.class);
        this.ids = context.getBean(Ids.class);
        this.clock = context.getBean(LianxinClock.class);
        this.transaction = context.getBean(TransactionTemplate.class);
    }

    void at(String moment) {
        clock.set(Instant.parse(moment));
    }

    Case write(Message.Kind kind, String masked, @Nullable String unit) {
        return write(kind, masked, unit, true);
    }

    Case write(Message.Kind kind, String masked, @Nullable String unit, boolean consent) {
        long id = ids.next();
        Message message = new Message(
                id,
                "T" + NUMBER.incrementAndGet() + "-" + id,
                "site",
                kind,
                masked,
                "",
                List.of(),
                unit == null ? null : cast.unit(unit).id(),
                consent,
                false,
                clock.instant());
        transaction.executeWithoutResult(t -> casework.received(message));
        return store.byMessage(id).orElseThrow();
    }

    /** As a citizen sends it, with an address and a telephone number. */
    Case sent(Message.Kind kind, String text, @Nullable String unit) {
        Intake.NewMessage message = new Intake.NewMessage(
                "wechat",
                null,
                kind,
                text,
                "",
                List.of(),
                unit == null ? null : cast.unit(unit).id(),
                "citizen@shifan.example",
                "13900001234",
                true);
        return store.byMessage(intake.register(message).orThrow().message()).orElseThrow();
    }

    Case now(Case letter) {
        return store.find(letter.id()).orElseThrow();
    }
}
