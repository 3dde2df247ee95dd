package org.lianxin.federation;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets each night what is needed no more. */
@Component
class Sweep {
    private final Remotes remotes;
    private final Received received;
    private final Heard heard;
    private final Sendings sendings;

    Sweep(Remotes remotes, Received received, Heard heard, Sendings sendings) {
        this.remotes = remotes;
        this.received = received;
        this.heard = heard;
        this.sendings = sendings;
    }

    @Scheduled(cron = "0 41 3 * * *")
    void run() {
        remotes.sweep();
        received.sweep();
        heard.sweep();
        sendings.sweep();
    }
}
