package org.lianxin.delivery;

import java.time.Duration;
import java.time.Instant;

/** What became of one try to send. */
public sealed interface Attempt {

    /** The network has it. */
    record Confirmed(String remoteId, String url) implements Attempt {}

    /** The network said no, and will say no again: the editor reads its reason. */
    record Refused(String reason) implements Attempt {}

    /** Certainly not sent (no connection, limit reached): tried again, not before the given seconds. */
    record NotSent(String why, long afterSeconds) implements Attempt {}

    /** Not tried at all (a quota is used up, the network asked for a pause): goes on at that moment; no patience is lost over it. */
    record Waits(String why, Instant until) implements Attempt {}

    /** The network will not let the program do this: the unit's editors are asked to do it there themselves. */
    record ByHand(String why) implements Attempt {}

    /**
     * Perhaps sent: the answer was lost. Reconciled by reading back, never blindly sent again.
     *
     * @param late so long the network may take to show what it has taken; until then nobody believes that it is not there
     */
    record Unknown(String why, Duration late) implements Attempt {
        public Unknown(String why) {
            this(why, Duration.ZERO);
        }
    }
}
