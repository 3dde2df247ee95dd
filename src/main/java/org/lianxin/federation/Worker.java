package org.lianxin.federation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lianxin.federation.Sendings.Sending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The thread that hears what came in and gives every sending a thread of its own: so many at once, and few of them for one host, so that
 * one slow server keeps nobody waiting.
 */
@Component
class Worker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int FOR_ONE_HOST = 3;
    private static final long LONGEST_BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Rooms rooms;
    private final int parallel;
    private final boolean wanted;
    private final Semaphore permits;
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private volatile long lookedAt = System.nanoTime();

    /** There is more to hear than was heard. */
    private volatile boolean more;

    @Component
    record Rooms(Hearing hearing, Sendings sendings, Postman postman, Wake wake) {}

    /**
     * @param parallel sendings at a time
     * @param wanted false where somebody else looks
     */
    Worker(
            Rooms rooms,
            @Value("${lianxin.federation.parallel:64}") int parallel,
            @Value("${lianxin.federation.worker:true}") boolean wanted) {
        this.rooms = rooms;
        this.parallel = parallel;
        this.wanted = wanted;
        this.permits = new Semaphore(parallel);
    }

    @Override
    public void start() {
        if (wanted) {
            rooms.wake().start(this::round);
        }
    }

    /** One round of the thread. */
    void round() {
        if (more || worthwhile()) {
            lookedAt = System.nanoTime();
            more = rooms.hearing().some();
            look();
            if (more) {
                rooms.wake().call();
            }
        }
    }

    /** One look: nothing in it waits for a network. */
    void look() {
        int free = permits.availablePermits();
        if (free > 0) {
            List<String> full = busy.entrySet().stream()
                    .filter(e -> e.getValue() >= FOR_ONE_HOST)
                    .map(Map.Entry::getKey)
                    .toList();
            rooms.sendings().claim(free, full).forEach(this::start);
        }
    }

    /** Looking costs the same for one as for many: while much is under way it waits until several may go, though never long. */
    private boolean worthwhile() {
        return permits.availablePermits() * 4 >= parallel || System.nanoTime() - lookedAt > LONGEST_BETWEEN_NANOS;
    }

    private void start(Sending sending) {
        permits.acquireUninterruptibly();
        busy.merge(sending.host(), 1, Integer::sum);
        Thread.ofVirtual().name("federation-" + sending.activity()).start(() -> {
            try {
                rooms.postman().bring(sending);
            } catch (RuntimeException trouble) {
                LOG.warn("sending {} to {} is left as it is for now", sending.activity(), sending.host(), trouble);
            } finally {
                busy.computeIfPresent(sending.host(), (host, n) -> n > 1 ? n - 1 : null);
                permits.release();
                rooms.wake().call();
            }
        });
    }

    /** Hears and sends until nothing is due, and waits for all of it. */
    void all() {
        int under;
        do {
            rooms.hearing().all();
            // a host that was full at the look may be free a moment later: who was under way before it counts as well
            under = parallel - permits.availablePermits();
            look();
            under += parallel - permits.availablePermits();
            permits.acquireUninterruptibly(parallel);
            permits.release(parallel);
        } while (under > 0);
    }

    @Override
    public void stop() {
        rooms.wake().stop(() -> {
            // what is under way may finish; what does not is sent again when its claim is over
            if (permits.tryAcquire(parallel, 5, TimeUnit.SECONDS)) {
                permits.release(parallel);
            }
        });
    }

    @Override
    public boolean isRunning() {
        return rooms.wake().isRunning();
    }
}
