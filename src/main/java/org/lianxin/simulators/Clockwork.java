package org.lianxin.simulators;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The simulated platform's own time: so many times as fast as the real one (0: it stands still), put forward on request,
 * never back. What was planned for a time is done when that time comes; putting forward returns when it is done.
 */
public final class Clockwork implements AutoCloseable {
    private record Job(Instant at, long order, Runnable work) {}

    private final PriorityQueue<Job> jobs =
            new PriorityQueue<>(Comparator.comparing(Job::at).thenComparingLong(Job::order));
    private final Clock real = Clock.systemUTC();
    private final Instant realStart = real.instant();
    private final Instant start;
    private final double speed;
    private Duration ahead = Duration.ZERO;
    private long planned;
    private volatile boolean open = true;

    private Clockwork(Instant start, double speed) {
        this.start = start;
        this.speed = speed;
    }

    /** Runs on from now, or from {@code last} if that was later: a restart does not turn time back. */
    public static Clockwork running(@Nullable Instant last, double speed) {
        Instant now = Clock.systemUTC().instant();
        Clockwork clock = new Clockwork(last != null && last.isAfter(now) ? last : now, speed);
        Thread.ofVirtual().name("clockwork").start(clock::tick);
        return clock;
    }

    /** Stands still until it is put forward. */
    public static Clockwork standing(Instant at) {
        return new Clockwork(at, 0);
    }

    public synchronized Instant time() {
        Duration passed = Duration.between(realStart, real.instant());
        return start.plus(ahead).plusMillis((long) (passed.toMillis() * speed));
    }

    /** The time of the machine, for what a receiver compares with its own clock. */
    public Instant real() {
        return real.instant();
    }

    public double speed() {
        return speed;
    }

    /** At that simulated time, in its turn; at once if it has passed by then. */
    public synchronized void at(Instant when, Runnable work) {
        jobs.add(new Job(when, planned++, work));
    }

    public void advance(Duration by) {
        synchronized (this) {
            ahead = ahead.plus(by.isNegative() ? Duration.ZERO : by);
        }
        due().forEach(Runnable::run);
    }

    private synchronized List<Runnable> due() {
        List<Runnable> due = new ArrayList<>();
        Instant now = time();
        for (Job next = jobs.peek(); next != null && !next.at().isAfter(now); next = jobs.peek()) {
            due.add(next.work());
            jobs.remove();
        }
        return due;
    }

    private void tick() {
        while (open) {
            due().forEach(Thread::startVirtualThread);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        open = false;
    }
}
