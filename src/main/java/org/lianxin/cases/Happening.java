package org.lianxin.cases;

import java.util.Locale;

/** What can happen to a case. {@code open}: the citizen reads it too (never who did it, never an inside remark). */
public enum Happening {
    RECEIVED(true, "wait"),
    ROUTED(true, "done"),
    RETURNED(true, "back"),
    CLOSED(true, "closed"),
    TAKEN_UP(true, "busy"),
    TAKEN_ON(false, "busy"),
    HANDED_OVER(false, "busy"),
    SUBMITTED(false, "busy"),
    SENT_BACK(false, "back"),
    RECALLED(false, "closed"),
    APPROVED(false, "done"),
    FIRST_ANSWERED(true, "done"),
    ANSWERED(true, "done"),
    FOLLOWED_UP(true, "done"),
    NOT_DELIVERED(false, "refused"),
    UNSETTLED(false, "unknown"),
    WITHDRAWN(true, "closed"),
    RATED(true, "done"),
    REOPENED(true, "care"),
    REVEALED(false, "care"),
    /** By the citizen, while it is worked on. */
    ADDED(true, "wait"),
    /** The citizen no longer agrees to publication, or agrees again. */
    MADE_PRIVATE(true, "closed"),
    MADE_PUBLIC(true, "done"),
    /** By the office, from the public pages. */
    TAKEN_OFF(true, "closed");

    private final boolean open;
    private final String mark;

    Happening(boolean open, String mark) {
        this.open = open;
        this.mark = mark;
    }

    public boolean open() {
        return open;
    }

    /** {@code data-is} of its mark. */
    public String mark() {
        return mark;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
