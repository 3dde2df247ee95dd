package org.lianxin.simulators.mastodon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Simulator;

/** Starts the simulated server. Its numbers are Mastodon's defaults and can be turned under {@code /sim/knobs}. */
public final class MastodonSimulator {
    private static final Map<String, Long> KNOBS = Map.of(
            "characters", 500L,
            "pictures", 4L,
            "callsPerFiveMinutes", 300L,
            "mediaPerHalfHour", 30L,
            "deletesPerHalfHour", 30L,
            "mediaSeconds", 0L,
            "codeSeconds", 600L);

    private MastodonSimulator() {}

    /**
     * Serves until closed.
     *
     * @param port 0 takes a free one
     * @param time the clock, made from the journal
     */
    public static Simulator start(int port, Path journal, Function<Logbook, Clockwork> time) throws IOException {
        Equipment equipment = Equipment.open(journal, time, KNOBS);
        return Simulator.start(port, equipment, new Mastodon(equipment));
    }
}
