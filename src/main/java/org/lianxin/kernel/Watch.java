package org.lianxin.kernel;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One thread that looks what is due, whenever it is called and each second. A lost call costs that second. */
public class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long BETWEEN_LOOKS = 1_000;

    private final String name;
    private final Jobs jobs;
    private final Semaphore calls = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    protected Watch(String name, Jobs jobs) {
        this.name = name;
        this.jobs = jobs;
    }

    /** After the running transaction has committed, if there is one. */
    public final void call() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    calls.release();
                }
            });
        } else {
            calls.release();
        }
    }

    /** @param look nothing in it waits for a network */
    public final void start(Runnable look) {
        stopping = false;
        thread = Thread.ofPlatform().daemon().name(name).start(() -> run(look));
    }

    private void run(Runnable look) {
        while (!stopping) {
            try {
                if (jobs.running()) {
                    look.run();
                }
                // takes all calls that have come
                if (calls.tryAcquire(BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException trouble) {
                LOG.warn("{} waits a second: {}", name, trouble.toString());
                try {
                    Thread.sleep(BETWEEN_LOOKS);
                } catch (InterruptedException ended) {
                    return;
                }
            }
        }
    }

    /** What a look has set going. */
    @FunctionalInterface
    public interface UnderWay {
        void finish() throws InterruptedException;
    }

    /** The thread ends; then what is under way may finish. */
    public final void stop(UnderWay underWay) {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            calls.release();
            try {
                running.join(TimeUnit.SECONDS.toMillis(5));
                underWay.finish();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    public final boolean isRunning() {
        return thread != null;
    }
}
