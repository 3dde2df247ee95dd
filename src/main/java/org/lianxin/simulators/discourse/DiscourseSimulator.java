package org.lianxin.simulators.discourse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Simulator;

/** Starts the simulated forum. Its numbers are Discourse's defaults and can be turned under {@code /sim/knobs}. */
public final class DiscourseSimulator {
    private static final Map<String, Long> KNOBS = Map.of(
            "titleLeast", 15L,
            "titleMost", 255L,
            "textLeast", 20L,
            "textMost", 32_000L,
            "callsPerMinute", 60L,
            "sameTitles", 0L,
            "moderated", 0L,
            "readOnly", 0L,
            "pushTimeoutMs", 5_000L);

    private DiscourseSimulator() {}

    /**
     * Serves until closed.
     *
     * @param port 0 takes a free one
     * @param time the clock, made from the journal
     */
    public static Simulator start(int port, Path journal, Function<Logbook, Clockwork> time) throws IOException {
        Equipment equipment = Equipment.open(journal, time, KNOBS);
        return Simulator.start(port, equipment, new Discourse(equipment));
    }
}
