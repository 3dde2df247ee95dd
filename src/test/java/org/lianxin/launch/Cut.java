package org.lianxin.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Platform;
import org.springframework.context.ApplicationContext;

/** One network of the kill-and-cut test: how it is set up, what it does wrong, and what stands there in the end by its own journal. */
interface Cut {
    /** So many times as fast as the real clock: an hour there is ten seconds here. */
    int SPEED = 360;

    Platform platform();

    Simulated far();

    /** What the program is started with. */
    Map<String, String> settings();

    /** Quotas that bite, and whatever must be there before an account is. */
    void open(ApplicationContext program, Serving serving);

    /** Makes an account of that name there. */
    Connections.Granted connect(String name);

    /** Once the program knows the account. */
    default void connected(String name, long account, Serving serving) {}

    /** What goes wrong, each for some of the next {@code posts} calls. */
    void script(int posts);

    /** A text for each time that something was taken. */
    List<String> there();

    /** What goes wrong on any line, for calls whose path begins so: answers and calls are lost, late or unreadable. */
    default void badLine(String path, int posts) {
        fault(path, posts, Map.of("kind", "take-then-drop", "odds", 50));
        fault(path, posts, Map.of("kind", "drop-before", "odds", 30));
        fault(path, posts, Map.of("kind", "unreadable", "odds", 30));
        fault(path, posts, Map.of("kind", "delay", "ms", 3_000, "odds", 15));
        fault(path, posts, Map.of("kind", "status", "status", 502, "odds", 20));
    }

    /** For calls whose path begins so. */
    default void fault(String path, int posts, Map<String, ?> what) {
        Map<String, Object> entry = new HashMap<>(what);
        entry.put("path", path);
        entry.put("next", posts);
        far().tell("/sim/faults", entry);
    }
}
