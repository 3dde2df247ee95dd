package org.lianxin.simulators;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The script of what goes wrong: each entry for the next so many calls it fits. */
final class Faults {
    /** What can go wrong. */
    enum Kind {
        /** Takes nothing and says no. */
        REFUSE,
        /** Waits, then does what was asked, whether somebody still listens or not. */
        SLOW,
        /** Does what was asked at once, and answers only after a while. */
        LATE,
        /** Takes it and hangs up without an answer. */
        DROP_AFTER_TAKING,
        /** Hangs up without taking it. */
        DROP_BEFORE,
        /** Takes nothing and answers 500. */
        ERROR,
        /** The timeline cannot be read. */
        UNREADABLE;

        boolean ofReading() {
            return this == UNREADABLE;
        }
    }

    /** @param account null for every account */
    record Fault(
            Kind kind,
            int left,
            long milliseconds,
            @Nullable String account) {}

    private final List<Fault> script = new ArrayList<>();

    synchronized void add(Fault fault) {
        script.add(fault);
    }

    synchronized void clear() {
        script.clear();
    }

    synchronized List<Fault> left() {
        return List.copyOf(script);
    }

    /** The fault for this call, if there is one; it is used up by it. */
    synchronized Optional<Fault> take(String account, boolean reading) {
        for (Iterator<Fault> entries = script.iterator(); entries.hasNext(); ) {
            Fault fault = entries.next();
            if (fault.kind().ofReading() == reading
                    && (fault.account() == null || fault.account().equals(account))) {
                if (fault.left() <= 1) {
                    entries.remove();
                } else {
                    script.set(
                            script.indexOf(fault),
                            new Fault(fault.kind(), fault.left() - 1, fault.milliseconds(), fault.account()));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
