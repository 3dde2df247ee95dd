package org.lianxin.delivery;

import java.util.Optional;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Service;

/** What went out, once more, for a network that brings it to people in another way as well: exactly the approved bytes, or nothing. */
@Service
public class Copies {
    private final Outbox outbox;
    private final Parcels parcels;
    private final Holds holds;

    Copies(Outbox outbox, Parcels parcels, Holds holds) {
        this.outbox = outbox;
        this.parcels = parcels;
        this.holds = holds;
    }

    /** Empty if it is not out, or may not be sent any more: its account is closed, or the review does not release these bytes. */
    public Optional<Parcel> of(long delivery) {
        return outbox.find(delivery)
                .filter(d -> d.state() == DeliveryState.CONFIRMED && d.kind() != Parcel.Kind.WITHDRAW)
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
