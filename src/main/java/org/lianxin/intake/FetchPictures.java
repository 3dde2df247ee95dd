package org.lianxin.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Every two seconds: what pictures are due are fetched, on a thread of their own, since networks keep one waiting. */
@Component
class FetchPictures {
    private final Pictured pictured;
    private final AtomicBoolean busy = new AtomicBoolean();

    FetchPictures(Pictured pictured) {
        this.pictured = pictured;
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 6_000)
    void look() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("pictures").start(() -> {
                try {
                    pictured.fetch();
                } finally {
                    busy.set(false);
                }
            });
        }
    }
}
