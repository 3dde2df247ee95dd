package org.lianxin.registry;

import java.util.EnumSet;
import java.util.Set;

/** The life of an account. */
public enum AccountState {
    PLANNED,
    TRIAL,
    LIVE,
    SUSPENDED,
    CLOSED;

    /** The one table of allowed moves. */
    public Set<AccountState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(TRIAL, CLOSED);
            case TRIAL -> EnumSet.of(LIVE, SUSPENDED, CLOSED);
            case LIVE -> EnumSet.of(SUSPENDED, CLOSED);
            case SUSPENDED -> EnumSet.of(TRIAL, LIVE, CLOSED);
            case CLOSED -> EnumSet.noneOf(AccountState.class);
        };
    }

    public boolean canBecome(AccountState to) {
        return next().contains(to);
    }

    /** Citizens may have relied on it, so a public notice comes before it is closed. */
    public boolean closesWithNotice() {
        return this == TRIAL || this == LIVE || this == SUSPENDED;
    }

    /** Content may be sent to it. */
    public boolean publishes() {
        return this == TRIAL || this == LIVE;
    }
}
