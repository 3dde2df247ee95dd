package org.lianxin.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes the worker: right after the running transaction commits, or at once. A lost call costs a second, the worker looks by itself. */
@Component
class Wake {
    private final Semaphore calls = new Semaphore(0);

    void afterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    call();
                }
            });
        } else {
            call();
        }
    }

    void call() {
        calls.release();
    }

    /** Waits for a call, at most so long, and takes all that have come. */
    void await(long milliseconds) throws InterruptedException {
        if (calls.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }
}
