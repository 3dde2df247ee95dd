package org.lianxin.delivery;

import java.util.List;
import java.util.Optional;
import org.lianxin.registry.Platform;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What all holds together say at this moment. */
@Component
class Holds {
    private final ObjectProvider<Hold> holds;

    Holds(ObjectProvider<Hold> holds) {
        this.holds = holds;
    }

    List<Hold.Held> all() {
        return holds.orderedStream().flatMap(h -> h.held().stream()).toList();
    }

    Optional<String> reason(long account, Platform platform) {
        return all().stream()
                .filter(h -> h.concerns(account, platform))
                .map(Hold.Held::reason)
                .findFirst();
    }
}
