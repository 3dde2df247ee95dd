package org.lianxin.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.review.Kept;
import org.lianxin.review.Reviews;
import org.springframework.stereotype.Component;

/** Packs what is sent: the bytes the review kept, checked against the digest that was written down when the delivery was ordered. */
@Component
class Parcels {
    private final Reviews reviews;
    private final Hash hash;
    private final Accounts accounts;
    private final Originals originals;
    private final Clock clock;

    Parcels(Reviews reviews, Hash hash, Accounts accounts, Originals originals, Clock clock) {
        this.reviews = reviews;
        this.hash = hash;
        this.accounts = accounts;
        this.originals = originals;
        this.clock = clock;
    }

    /** Will never be fit to send; the message is a key of {@code delivery.why.…}. */
    static final class Unfit extends Exception {
        Unfit(String key) {
            super(key);
        }
    }

    Parcel pack(Dispatch d) throws Unfit {
        if (d.kind() != Parcel.Kind.WITHDRAW
                && accounts.find(d.account())
                        .filter(a -> a.state() != AccountState.CLOSED)
                        .isEmpty()) {
            throw new Unfit("delivery.why.account-closed");
        }
        Optional<Kept> kept = kept(d);
        if (kept.isEmpty() || !hash.matches(d.digest(), kept.get().bytes())) {
            throw new Unfit("delivery.why.other-bytes");
        }
        checkOriginal(d, kept.get());
        Instant now = clock.instant();
        return new Parcel(
                d.id(),
                d.kind(),
                d.account(),
                d.platform(),
                d.subjectType(),
                d.subjectId(),
                d.reference(),
                kept.get().mediaType(),
                kept.get().bytes(),
                d.digest(),
                remote(d),
                d.reason(),
                d.firstAt() == null ? now : d.firstAt(),
                now);
    }

    private Optional<Kept> kept(Dispatch d) throws Unfit {
        try {
            return reviews.released(d.review()).stream()
                    .filter(k -> k.target().equals(d.target()))
                    .findFirst();
        } catch (IllegalStateException notApproved) {
            throw new Unfit("delivery.why.other-bytes");
        }
    }

    /** Of the published thing that a correction or withdrawal is about. */
    private @Nullable String remote(Dispatch d) throws Unfit {
        if (d.publication()) {
            return null;
        }
        return originals.remoteId(d).orElseThrow(() -> new Unfit("delivery.why.nothing-there"));
    }

    /** What carries another's words goes out only while these stand as they were approved. Whoever only reads back does not ask. */
    private void checkOriginal(Dispatch d, Kept kept) throws Unfit {
        if (d.kind() != Parcel.Kind.PUBLISH
                || d.state() == DeliveryState.UNKNOWN
                || d.state() == DeliveryState.MANUAL
                || !kept.mediaType().equals(Sheet.MEDIA_TYPE)) {
            return;
        }
        Carried original = carried(kept.bytes());
        String why = original == null ? null : originals.gone(original);
        if (why != null) {
            throw new Unfit(why);
        }
    }

    private static @Nullable Carried carried(byte[] bytes) {
        try {
            return Sheet.read(bytes).carried();
        } catch (IllegalArgumentException noSheet) {
            // whose connector says so
            return null;
        }
    }
}
