package org.lianxin.console.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Merges what all modules have waiting for a person. */
@Component
class Desk {
    private static final Comparator<Waiting.Item> IN_ORDER = Comparator.comparing(
                    Waiting.Item::due, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Waiting.Item::since)
            .thenComparing(Waiting.Item::id);

    private final ObjectProvider<Waiting> modules;
    private final Clock clock;

    Desk(ObjectProvider<Waiting> modules, Clock clock) {
        this.modules = modules;
        this.clock = clock;
    }

    Work of(Person person) {
        List<Waiting.Item> all = new ArrayList<>();
        modules.stream().forEach(module -> all.addAll(module.waitingFor(person)));
        all.sort(IN_ORDER);
        Instant now = clock.instant();
        Instant tomorrow = now.atZone(clock.getZone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant();
        return new Work(
                all.stream().filter(i -> isBefore(i.due(), now)).toList(),
                all.stream()
                        .filter(i -> !isBefore(i.due(), now) && isBefore(i.due(), tomorrow))
                        .toList(),
                all.stream()
                        .filter(i -> i.due() != null && !isBefore(i.due(), tomorrow))
                        .toList(),
                all.stream().filter(i -> i.due() == null).toList());
    }

    private static boolean isBefore(@Nullable Instant due, Instant end) {
        return due != null && due.isBefore(end);
    }
}
