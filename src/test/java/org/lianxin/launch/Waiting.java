package org.lianxin.launch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, closely looked at and never for ever. */
final class Waiting {
    private Waiting() {}

    static void until(Duration most, Supplier<String> otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
