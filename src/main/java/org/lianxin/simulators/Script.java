package org.lianxin.simulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The script of what goes wrong: each entry for the next so many calls that it fits. */
final class Script {
    /** What can go wrong. */
    enum Kind {
        /** Nothing is done; the platform's own error of that code. */
        ERROR,
        /** Nothing is done; that HTTP status with a page nobody can read. */
        STATUS,
        /** Waits, then does it, whether somebody still listens or not. */
        SLOW,
        /** Does it at once and answers after so many milliseconds. */
        DELAY,
        /** Hangs up without doing anything. */
        DROP_BEFORE,
        /** Does it and hangs up. */
        TAKE_THEN_DROP,
        /** Does it and answers something that is not to be read. */
        UNREADABLE,
        /** Does it, answers that error, and shows it only after so many minutes of the platform's time. */
        LATE
    }

    /**
     * @param path the start of the paths meant; empty: all of the API
     * @param who a caller by their token or account; empty: everybody
     * @param number error code, HTTP status, milliseconds or minutes, as the kind has it
     * @param odds how many of a thousand calls it hits
     */
    record Entry(Kind kind, String path, String who, int next, int number, int code, int odds) {
        Entry less() {
            return new Entry(kind, path, who, next - 1, number, code, odds);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Random chance = new Random(1);

    /** The fault for this call, if there is one; it is used up by it. */
    synchronized Optional<Entry> take(String path, List<String> callers) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean meant = path.startsWith(entry.path()) && (entry.who().isEmpty() || callers.contains(entry.who()));
            if (meant && chance.nextInt(1000) < entry.odds()) {
                if (entry.next() <= 1) {
                    entries.remove(i);
                } else {
                    entries.set(i, entry.less());
                }
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    synchronized Reply answer(Call call) {
        switch (call.method()) {
            case "POST" -> {
                JsonNode body = call.json();
                String name = body.path("kind").asString("").replace('-', '_').toUpperCase(Locale.ROOT);
                Optional<Kind> kind = Stream.of(Kind.values())
                        .filter(k -> k.name().equals(name))
                        .findFirst();
                if (kind.isEmpty()) {
                    return Reply.wrong("kind: " + List.of(Kind.values()));
                }
                entries.add(new Entry(
                        kind.get(),
                        body.path("path").asString(""),
                        body.path("who").asString(body.path("token").asString("")),
                        Math.max(1, body.path("next").asInt(1)),
                        body.path("status")
                                .asInt(body.path("minutes")
                                        .asInt(body.path("ms").asInt(1_000))),
                        body.path("code").asInt(0),
                        body.path("odds").asInt(1000)));
            }
            case "DELETE" -> entries.clear();
            default -> {}
        }
        return Reply.json(entries);
    }
}
