package org.lianxin.notices;

import java.util.EnumSet;
import java.util.Set;

/** How far a mail has come, and from where to where it may go. */
public enum MailState {
    /** Waits for its turn. */
    WAITING,
    /** Is being handed to the server. */
    SENDING,
    /** The server has taken it. */
    SENT,
    /** The server refused it, or it could not be handed over for a day. */
    REFUSED,
    /**
     * The answer was lost after the words had gone, or it waited in a copy that was put back, whose original may have sent it: it may have been
     * taken, so it is not sent again by itself.
     */
    UNKNOWN,
    /** Stays in the outbox: a demo sends nothing, nor does a program without a mail server. */
    KEPT;

    Set<MailState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(SENDING, KEPT, UNKNOWN);
            case SENDING -> EnumSet.of(SENT, REFUSED, UNKNOWN, WAITING);
            // an answer that comes after all settles what was unknown
            case UNKNOWN -> EnumSet.of(SENT, REFUSED, WAITING);
            case REFUSED, KEPT -> EnumSet.of(WAITING);
            case SENT -> EnumSet.noneOf(MailState.class);
        };
    }

    /** Whether a person may have it sent again. */
    public boolean mayGoAgain() {
        return this != SENDING && next().contains(WAITING);
    }

    /** {@code data-is} of its mark. */
    public String mark() {
        return switch (this) {
            case WAITING -> "wait";
            case SENDING -> "busy";
            case SENT -> "done";
            case REFUSED -> "refused";
            case UNKNOWN -> "unknown";
            case KEPT -> "closed";
        };
    }
}
