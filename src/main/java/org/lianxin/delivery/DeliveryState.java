package org.lianxin.delivery;

import java.util.EnumSet;
import java.util.Set;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Waits for its time, its turn, or the next try. */
    QUEUED,
    /** On its way: written before the network is called, so that a claim found after a crash is never sent again blindly. */
    CLAIMED,
    /** Perhaps sent, the answer was lost or went to a program that a copy has replaced: read back until known, ten minutes at most. */
    UNKNOWN,
    /** Nobody could find out by reading: a person looks and says. */
    MANUAL,
    /** The network cannot do it by itself: a person does it and ticks it off. */
    HAND,
    /** The network said no, or a day of trying was in vain. */
    REFUSED,
    CONFIRMED,
    /** Was confirmed and has been taken away again. */
    WITHDRAWN,
    /** Taken back before it was sent. */
    CANCELLED;

    /** The one table of allowed moves. */
    public Set<DeliveryState> next() {
        return switch (this) {
            // unknown: when a copy was put back, whose original may have sent it
            // queued again: tried in vain by a network that publishes here, which claims nothing
            case QUEUED -> EnumSet.of(QUEUED, CLAIMED, CONFIRMED, REFUSED, UNKNOWN, CANCELLED);
            case CLAIMED -> EnumSet.of(CONFIRMED, REFUSED, QUEUED, UNKNOWN, HAND, CANCELLED);
            case UNKNOWN -> EnumSet.of(CONFIRMED, REFUSED, QUEUED, MANUAL, CANCELLED);
            case MANUAL -> EnumSet.of(CONFIRMED, QUEUED, CANCELLED);
            case HAND -> EnumSet.of(CONFIRMED, CANCELLED);
            case REFUSED -> EnumSet.of(QUEUED, CANCELLED);
            case CONFIRMED -> EnumSet.of(WITHDRAWN);
            // an answer that comes after everybody had given it up still counts
            case CANCELLED -> EnumSet.of(CONFIRMED);
            case WITHDRAWN -> EnumSet.noneOf(DeliveryState.class);
        };
    }

    public boolean canBecome(DeliveryState to) {
        return next().contains(to);
    }

    /** Nobody knows for certain whether the network has it. */
    public boolean unsettled() {
        return this == CLAIMED || this == UNKNOWN || this == MANUAL;
    }
}
