package org.lianxin.delivery;

import java.time.Clock;
import java.util.List;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** What this process has in hand: claims and the list of them change together, so that a claim just made is never taken for a lost one. */
@Component
class Claims {
    private final Outbox outbox;
    private final Settling settling;
    private final Node node;
    private final Words words;
    private final Clock clock;

    Claims(Outbox outbox, Settling settling, Node node, Words words, Clock clock) {
        this.outbox = outbox;
        this.settling = settling;
        this.node = node;
        this.words = words;
        this.clock = clock;
    }

    synchronized List<Dispatch> next(Platform platform, int most) {
        List<Dispatch> claimed = Outbox.orNone(() -> outbox.claim(platform, most, clock.instant()));
        node.inFlight().addAll(claimed.stream().map(Dispatch::id).toList());
        return claimed;
    }

    /** Unknown ones of the platform that are to be read back now; from here on they are in this process's hand. */
    List<Dispatch> toRead(Platform platform, int most) {
        return outbox.toRead(platform, node.inFlight(), most, clock.instant()).stream()
                .filter(d -> node.inFlight().add(d.id()))
                .toList();
    }

    /** Claims with nobody behind them become unknown: they may have been sent. */
    void findLost() {
        for (Dispatch claim : lost()) {
            settling.foundClaimed(claim, words.of("delivery.why.found-claimed"));
        }
    }

    private synchronized List<Dispatch> lost() {
        return outbox.lost(clock.instant());
    }

    void renew() {
        if (!node.inFlight().isEmpty()) {
            outbox.renew(node.inFlight(), clock.instant());
        }
    }
}
