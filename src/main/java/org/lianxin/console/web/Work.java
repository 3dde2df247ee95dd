package org.lianxin.console.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianxin.web.Waiting;

/** What waits for one person: late, due today, due later, and without a deadline; each in the order in which it should be done. */
public record Work(
        List<Waiting.Item> late, List<Waiting.Item> today, List<Waiting.Item> later, List<Waiting.Item> open) {

    public int size() {
        return late.size() + today.size() + later.size() + open.size();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** What is due next of what can still be in time. */
    public Optional<Waiting.Item> next() {
        return Stream.concat(today.stream(), later.stream()).findFirst();
    }
}
