package org.lianxin.channels.websub;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lianxin.channels.Topics;
import org.lianxin.kernel.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks what the hub has to do: callbacks to ask, leases that are over, feeds that have changed. Nothing in a look waits for another server. */
@Component
class HubWorker {
    private static final Logger LOG = LoggerFactory.getLogger(HubWorker.class);
    private static final int AT_A_TIME = 32;
    private static final long WHOLE = TimeUnit.MINUTES.toNanos(1);

    private final Hub hub;
    private final Verifying verifying;
    private final Distributing distributing;
    private final Books books;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private Instant seen = Instant.MIN;
    private long wholeAt = System.nanoTime() - WHOLE;

    HubWorker(Hub hub, Verifying verifying, Distributing distributing, Books books) {
        this.hub = hub;
        this.verifying = verifying;
        this.distributing = distributing;
        this.books = books;
    }

    /** What is kept. */
    @Component
    record Books(Requests requests, Subscriptions subscriptions, WebsubSettings settings) {}

    /** All feeds are written when something was published, and once a minute for what changes them otherwise. */
    @Scheduled(fixedDelay = 5_000, initialDelay = 11_000)
    void tick() {
        if (!books.settings().worker()) {
            return;
        }
        Instant mark = books.subscriptions().mark();
        long now = System.nanoTime();
        if (mark.equals(seen) && now - wholeAt < WHOLE) {
            look(books.subscriptions().topicsDue());
        } else {
            seen = mark;
            wholeAt = now;
            look();
        }
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    void sweep() {
        books.requests().sweep();
    }

    void look() {
        look(books.subscriptions().topics());
    }

    private void look(List<String> topics) {
        books.subscriptions().expire();
        books.requests().claim(free.availablePermits()).forEach(r -> start(() -> verifying.verify(r)));
        for (String topic : topics) {
            Optional<Topics.Content> content = hub.content(topic);
            if (content.isEmpty()) {
                books.subscriptions().of(topic).forEach(s -> {
                    books.subscriptions().end(s.id());
                    start(() -> verifying.deny(s.topic(), s.callback()));
                });
                continue;
            }
            String digest = Hash.sha256(content.get().body());
            books.subscriptions()
                    .claim(topic, digest, free.availablePermits())
                    .forEach(s -> start(() -> distributing.bring(s, content.get(), digest)));
        }
    }

    /** What is claimed has a permit, since only a look takes any. Whoever is killed here leaves a claim that is over in two minutes. */
    private void start(Runnable errand) {
        if (!free.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("websub").start(() -> {
            try {
                errand.run();
            } catch (RuntimeException trouble) {
                LOG.warn("the hub tries it again later: {}", trouble.toString());
            } finally {
                free.release();
            }
        });
    }

    /** Whether nothing is under way; for tests. */
    boolean idle() {
        return free.availablePermits() == AT_A_TIME;
    }
}
