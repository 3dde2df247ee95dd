package org.lianxin.notices;

import java.time.LocalTime;
import java.time.ZonedDateTime;

/** The hours in which nobody is written to, {@code 21:00-07:30}; they may pass midnight. Equal ends: none. */
record Quiet(LocalTime from, LocalTime to) {
    static final String DEFAULT = "21:00-07:30";

    static Quiet parse(String text) {
        int dash = text.indexOf('-');
        return new Quiet(
                LocalTime.parse(text.substring(0, dash).strip()),
                LocalTime.parse(text.substring(dash + 1).strip()));
    }

    boolean holds(ZonedDateTime at) {
        LocalTime time = at.toLocalTime();
        return from.isAfter(to) ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
    }
}
