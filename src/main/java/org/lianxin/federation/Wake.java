package org.lianxin.federation;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes the worker, after the running transaction has committed if there is one. A lost call costs a second. */
@Component
class Wake {
    private final Semaphore calls = new Semaphore(0);

    void call() {
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

    /** Waits for a call, at most so long, and takes all that have come. */
    void await(long milliseconds) throws InterruptedException {
        if (calls.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }
}
