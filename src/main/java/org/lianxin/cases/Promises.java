package org.lianxin.cases;

import java.time.Instant;
import java.util.Optional;
import org.lianxin.intake.Promising;
import org.springframework.stereotype.Component;

/** Until when a case has to be answered for good. */
@Component
class Promises implements Promising {
    private final CaseStore store;

    Promises(CaseStore store) {
        this.store = store;
    }

    @Override
    public Optional<Instant> answeredBy(long message) {
        return store.byMessage(message)
                .filter(c -> c.state().running())
                .map(Case::clock)
                .map(Case.Reckoning::dueFinal);
    }
}
