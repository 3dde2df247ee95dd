package org.lianxin.federation;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Networks;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.PublishesHere;
import org.lianxin.kernel.Hash;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.context.ApplicationContext;

/** Hands parcels to the connector as delivery would. */
final class Letterbox {
    private static final AtomicLong NEXT = new AtomicLong(910_000_000_000L);
    private final PublishesHere connector;

    Letterbox(ApplicationContext context) {
        connector = (PublishesHere)
                context.getBean(Networks.class).of(Platform.FEDIVERSE).orElseThrow();
    }

    static long number() {
        return NEXT.incrementAndGet();
    }

    static Manuscript manuscript(
            Account account, String kind, String reference, String title, String text, Manuscript.Picture... pictures) {
        return new Manuscript(
                kind,
                title,
                text,
                "news",
                "",
                account.unit(),
                "交警",
                account.id(),
                account.name(),
                reference,
                List.of(pictures));
    }

    Connector.Fitted fit(Manuscript manuscript) {
        return connector.fit(manuscript);
    }

    Parcel parcel(Parcel.Kind kind, Account account, Manuscript manuscript, @Nullable String remote) {
        return parcel(number(), kind, account, manuscript, remote);
    }

    Parcel parcel(long delivery, Parcel.Kind kind, Account account, Manuscript manuscript, @Nullable String remote) {
        Connector.Fitted fitted = fit(manuscript);
        Instant at = Instant.parse("2026-11-25T02:00:00Z");
        return new Parcel(
                delivery,
                kind,
                account.id(),
                Platform.FEDIVERSE,
                "post",
                1,
                manuscript.reference(),
                fitted.mediaType(),
                fitted.bytes(),
                Hash.sha256(fitted.bytes()),
                remote,
                "",
                at,
                at);
    }

    List<Attempt> hand(Parcel... parcels) {
        return connector.publish(List.of(parcels));
    }

    Attempt.Confirmed publish(Account account, Manuscript manuscript) {
        return (Attempt.Confirmed)
                hand(parcel(Parcel.Kind.PUBLISH, account, manuscript, null)).getFirst();
    }
}
