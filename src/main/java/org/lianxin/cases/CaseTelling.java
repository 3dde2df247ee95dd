package org.lianxin.cases;

import org.lianxin.language.Formatting;
import org.lianxin.registry.Units;
import org.springframework.stereotype.Component;

/** What happens around an answer that has gone out: the citizen is told, and a withdrawn one gives the case a new deadline. */
@Component
class CaseTelling {
    private final Placing.Mails mails;
    private final Units units;
    private final Formatting formatting;
    private final Clocks clocks;

    CaseTelling(Placing.Mails mails, Units units, Formatting formatting, Clocks clocks) {
        this.mails = mails;
        this.units = units;
        this.formatting = formatting;
        this.clocks = clocks;
    }

    /** A new deadline from this moment on. */
    @Component
    record Clocks(Deadlines deadlines, java.time.Clock clock) {
        Case.Reckoning again() {
            int days = deadlines.reopened();
            return deadlines.reckon(clock.instant(), new Deadlines.Days(days, days));
        }
    }

    void answered(Case letter, Reply reply) {
        String unit = units.find(reply.unit()).map(u -> u.name()).orElse("");
        mails.answered(letter, reply, unit, formatting.plain(reply.text()));
    }

    void withdrawn(Case letter, Reply reply) {
        mails.withdrawn(
                letter, reply, units.find(reply.unit()).map(u -> u.name()).orElse(""));
    }

    Case.Reckoning again() {
        return clocks.again();
    }
}
