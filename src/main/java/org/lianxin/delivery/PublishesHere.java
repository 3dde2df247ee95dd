package org.lianxin.delivery;

import java.util.List;

/**
 * Publishes into this very database: runs inside the confirming transaction, so there is no lost answer and nothing is UNKNOWN. A batch at
 * a time; must be idempotent by {@link Parcel#delivery()}.
 */
public interface PublishesHere extends Connector {

    /** Publishes, corrects, withdraws or answers according to {@link Parcel#kind()}; one answer per parcel, in order. */
    List<Attempt> publish(List<Parcel> parcels);
}
