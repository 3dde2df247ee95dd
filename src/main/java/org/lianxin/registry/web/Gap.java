package org.lianxin.registry.web;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a unit lacks. */
public enum Gap {
    /** Nobody may sign off. */
    LEADER("leader is null"),
    /** Nobody may write. */
    EDITOR("not writes"),
    /** No account is live. */
    LIVE("live = 0"),
    /** An account should have been live by a day that has passed. */
    LATE("late is not null");

    private final String condition;

    Gap(String condition) {
        this.condition = condition;
    }

    /** What is true of such a unit, in the columns of {@link UnitList}. */
    String condition() {
        return condition;
    }

    /** As it stands in addresses and keys of texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Gap of(String word) {
        return Arrays.stream(values())
                .filter(g -> g.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
