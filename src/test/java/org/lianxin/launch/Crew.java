package org.lianxin.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clerks at work side by side, each without pause, until they are told to finish. */
final class Crew implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<CompletableFuture<Void>> shifts = new ArrayList<>();
    private final Ledger ledger;
    private volatile boolean working = true;

    private Crew(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Of each, one hand for posts and one for letters. */
    static Crew atWork(Ledger ledger, List<Clerk> clerks) {
        Crew crew = new Crew(ledger);
        for (Clerk clerk : clerks) {
            crew.shift(clerk::post);
            crew.shift(clerk::letter);
        }
        return crew;
    }

    private void shift(Runnable task) {
        shifts.add(CompletableFuture.runAsync(
                () -> {
                    while (working) {
                        task.run();
                    }
                },
                threads));
    }

    /** Waits until so many operations have been acknowledged in all. */
    void until(int acknowledged) {
        Waiting.until(
                LONGEST,
                () -> "only " + ledger.count() + " of " + acknowledged + " operations were acknowledged",
                () -> {
                    shifts.stream()
                            .filter(CompletableFuture::isCompletedExceptionally)
                            .forEach(Crew::end);
                    return ledger.count() >= acknowledged;
                });
    }

    /** Everybody finishes what they have begun. */
    @Override
    public void close() {
        working = false;
        try {
            shifts.forEach(Crew::end);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void end(CompletableFuture<Void> shift) {
        try {
            shift.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }
}
