package org.lianxin.delivery;

import java.util.List;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** Passes over everything that is due, in the calling thread, until nothing is. */
@Component
class Rounds {
    /** Few at a time: the last of them must still be reached within its lease when every network is slow. */
    private static final int MOST = 8;

    private static final long LONGEST_WAIT_NANOS = 30_000_000_000L;

    private final HereRounds here;
    private final Claims claims;
    private final Courier courier;
    private final Networks networks;
    private final Node node;

    Rounds(HereRounds here, Claims claims, Courier courier, Networks networks, Node node) {
        this.here = here;
        this.claims = claims;
        this.courier = courier;
        this.networks = networks;
        this.node = node;
    }

    void all() {
        claims.findLost();
        int done;
        do {
            done = here.round();
            for (Platform platform : networks.outside()) {
                List<Dispatch> claimed = claims.next(platform, MOST);
                claimed.forEach(courier::deliver);
                List<Dispatch> unknown = claims.toRead(platform, MOST);
                unknown.forEach(courier::readBack);
                done += claimed.size() + unknown.size();
            }
        } while (done > 0);
        awaitOthers();
    }

    /** The worker may have claimed some of it just before; who drains wants to see those settled too. */
    private void awaitOthers() {
        long start = System.nanoTime();
        while (!node.inFlight().isEmpty() && System.nanoTime() - start < LONGEST_WAIT_NANOS) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
