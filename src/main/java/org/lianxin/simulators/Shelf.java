package org.lianxin.simulators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Things of one kind by their key, in the order they came; each change is in the logbook before it is here. */
public final class Shelf<T> {
    private final Map<String, T> things = new LinkedHashMap<>();
    private final Logbook book;
    private final Clockwork clock;
    private final String kind;
    private final Function<T, String> key;

    Shelf(Logbook book, Clockwork clock, String kind, Class<T> type, Function<T, String> key) {
        this.book = book;
        this.clock = clock;
        this.kind = kind;
        this.key = key;
        for (Logbook.Line line : book.past()) {
            if (line.kind().equals(kind)) {
                T thing = Logbook.JSON.treeToValue(line.is(), type);
                things.put(key.apply(thing), thing);
            }
        }
    }

    /** Puts it there, in the place of what had its key. */
    public synchronized T put(T thing) {
        book.keep(clock.time(), kind, thing);
        things.put(key.apply(thing), thing);
        return thing;
    }

    public synchronized Optional<T> find(@Nullable String wanted) {
        return Optional.ofNullable(wanted).map(things::get);
    }

    /** Oldest first. */
    public synchronized List<T> all() {
        return new ArrayList<>(things.values());
    }

    public List<T> newestFirst() {
        List<T> all = all();
        Collections.reverse(all);
        return all;
    }

    public synchronized int size() {
        return things.size();
    }
}
