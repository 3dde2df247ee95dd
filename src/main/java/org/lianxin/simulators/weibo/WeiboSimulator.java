package org.lianxin.simulators.weibo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Simulator;

/** Starts the simulated Weibo. Its numbers can be turned under {@code /sim/knobs}. */
public final class WeiboSimulator {
    private static final Map<String, Long> KNOBS = Map.of(
            "postsPerHour", 30L,
            "commentsPerHour", 60L,
            "callsPerDay", 100L,
            "ipPerHour", 15_000L,
            "sameTextSeconds", 600L,
            "urlLength", 10L,
            "tokenSeconds", Duration.ofDays(30).toSeconds(),
            "revokedCode", 21316L,
            "pushTimeoutMs", 5_000L);

    private WeiboSimulator() {}

    /**
     * Serves until closed.
     *
     * @param port 0 takes a free one
     * @param time the clock, made from the journal
     */
    public static Simulator start(int port, Path journal, Function<Logbook, Clockwork> time) throws IOException {
        Equipment equipment = Equipment.open(journal, time, KNOBS);
        return Simulator.start(port, equipment, new Weibo(equipment));
    }
}
