package org.lianxin.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The thread that looks what is due, when it is woken and each second, and gives every claim a thread of its own: at most one call per
 * account, and as many per platform as its permits, so that a slow or dead platform uses up only its own.
 */
@Component
class Worker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long BETWEEN_SWEEPS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Rooms rooms;
    private final Networks networks;
    private final int parallel;
    private final boolean wanted;
    private final Map<Platform, Semaphore> permits = new ConcurrentHashMap<>();
    private long sweptAt = System.nanoTime() - BETWEEN_SWEEPS_NANOS;

    /** What the worker works with. */
    @Component
    record Rooms(HereRounds here, Claims claims, Courier courier, Wake wake) {}

    /**
     * @param parallel calls at a time for each platform
     * @param wanted false where somebody else drains
     */
    Worker(
            Rooms rooms,
            Networks networks,
            @Value("${lianxin.delivery.parallel:32}") int parallel,
            @Value("${lianxin.delivery.worker:true}") boolean wanted) {
        this.rooms = rooms;
        this.networks = networks;
        this.parallel = parallel;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        if (wanted) {
            rooms.wake().start(this::look);
        }
    }

    /** One look: nothing in it waits for a network. */
    void look() {
        if (System.nanoTime() - sweptAt >= BETWEEN_SWEEPS_NANOS) {
            rooms.claims().findLost();
            rooms.claims().renew();
            sweptAt = System.nanoTime();
        }
        for (Platform platform : networks.outside()) {
            int free = permits(platform).availablePermits();
            if (free > 0) {
                // reading back takes at most half, so that neither waits for the other
                rooms.claims()
                        .toRead(platform, (free + 1) / 2)
                        .forEach(unknown -> start(unknown, rooms.courier()::readBack));
            }
            free = permits(platform).availablePermits();
            if (free > 0) {
                rooms.claims().next(platform, free).forEach(claimed -> start(claimed, rooms.courier()::deliver));
            }
        }
        if (rooms.here().round() > 0) {
            // more may be due by now, but all networks have their turn before it
            rooms.wake().call();
        }
    }

    /** There is a permit: nobody else takes any. */
    private void start(Dispatch dispatch, Consumer<Dispatch> errand) {
        Semaphore permit = permits(dispatch.platform());
        permit.acquireUninterruptibly();
        Thread.ofVirtual().name("delivery-" + dispatch.id()).start(() -> {
            try {
                errand.accept(dispatch);
            } catch (RuntimeException trouble) {
                LOG.warn("delivery {} is left as it is for now", dispatch.id(), trouble);
            } finally {
                permit.release();
                rooms.wake().call();
            }
        });
    }

    private Semaphore permits(Platform platform) {
        return permits.computeIfAbsent(platform, p -> new Semaphore(parallel));
    }

    @Override
    public void stop() {
        rooms.wake().stop(() -> {
            for (Semaphore permit : permits.values()) {
                // calls that are running may finish; what does not is found claimed at the next start
                if (permit.tryAcquire(parallel, 8, TimeUnit.SECONDS)) {
                    permit.release(parallel);
                }
            }
        });
    }

    @Override
    public boolean isRunning() {
        return rooms.wake().isRunning();
    }
}
