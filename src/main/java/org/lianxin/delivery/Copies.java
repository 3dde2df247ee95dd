package org.lianxin.delivery;

import java.util.Optional;
import org.lianxin.registry.Platform;
import org.lianxin.review.Review;
import org.lianxin.review.ReviewState;
import org.lianxin.review.Reviews;
import org.springframework.stereotype.Service;

/** What went out, once more, for a network that brings it to people in another way as well: exactly the approved bytes, or nothing. */
@Service
public class Copies {
    private final Outbox outbox;
    private final Parcels parcels;
    private final Holds holds;
    private final Reviews reviews;

    Copies(Outbox outbox, Parcels parcels, Holds holds, Reviews reviews) {
        this.outbox = outbox;
        this.parcels = parcels;
        this.holds = holds;
        this.reviews = reviews;
    }

    /** What those who approve have made of it by now. */
    public enum Judged {
        /** As many have found it good as have to. */
        GOOD,
        /** It was let through, and nobody has looked back yet. */
        NOT_LOOKED_BACK,
        /** Not approved, or found wrong by whoever looked back. */
        WRONG
    }

    /** What cannot be called back waits for {@link Judged#GOOD}; from there nothing becomes wrong. */
    public Judged judged(long delivery) {
        return outbox.find(delivery)
                .flatMap(d -> reviews.find(d.review()))
                .map(Review::state)
                .map(state -> state == ReviewState.BYPASSED
                        ? Judged.NOT_LOOKED_BACK
                        : state.good() ? Judged.GOOD : Judged.WRONG)
                .orElse(Judged.WRONG);
    }

    /**
     * Empty if it is not out, or may not be sent any more: its account is closed, the review does not release these bytes, or somebody looked
     * back and found them wrong.
     */
    public Optional<Parcel> of(long delivery) {
        return outbox.find(delivery)
                .filter(d -> d.state() == DeliveryState.CONFIRMED && d.kind() != Parcel.Kind.WITHDRAW)
                .filter(d -> reviews.good(d.review()))
                .flatMap(d -> {
                    try {
                        return Optional.of(parcels.pack(d));
                    } catch (Parcels.Unfit never) {
                        return Optional.empty();
                    }
                });
    }

    /** Why nothing goes out there at the moment, ready to show. */
    public Optional<String> held(long account, Platform platform) {
        return holds.reason(account, platform);
    }
}
