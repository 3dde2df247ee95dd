package org.lianxin.simulators.website;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Simulator;

/** Starts the simulated website. Its numbers can be turned under {@code /sim/knobs}. */
public final class WebsiteSimulator {
    private static final Map<String, Long> KNOBS = Map.of("feedItems", 20L, "callsPerMinute", 120L, "conditional", 1L);

    private WebsiteSimulator() {}

    /**
     * Serves until closed.
     *
     * @param port 0 takes a free one
     * @param time the clock, made from the journal
     */
    public static Simulator start(int port, Path journal, Function<Logbook, Clockwork> time) throws IOException {
        Equipment equipment = Equipment.open(journal, time, KNOBS);
        return Simulator.start(port, equipment, new Website(equipment));
    }
}
