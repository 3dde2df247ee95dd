package org.lianxin.simulators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every simulator stands on. */
public record Equipment(Logbook book, Clockwork clock, Counters counters, Knobs knobs, ReentrantLock lock)
        implements AutoCloseable {

    /** @param time makes the clock, given when the journal was last written (null: never) */
    public static Equipment open(Path journal, Function<Logbook, Clockwork> time, Map<String, Long> knobs)
            throws IOException {
        Logbook book = Logbook.open(journal);
        Clockwork clock = time.apply(book);
        return new Equipment(
                book, clock, new Counters(book, clock), new Knobs(book, clock, knobs), new ReentrantLock());
    }

    public <T> Shelf<T> shelf(String kind, Class<T> type, Function<T, String> key) {
        return new Shelf<>(book, clock, kind, type, key);
    }

    /** Nobody else does anything meanwhile. */
    public <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        clock.close();
        book.close();
    }
}
