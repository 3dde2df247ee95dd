package org.lianxin.simulators.wechat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Simulator;

/** Starts the simulated WeChat. Its numbers, the quota of each path among them, can be turned under {@code /sim/knobs}. */
public final class WechatSimulator {
    private static final Map<String, Long> KNOBS = Map.of(
            "publishSeconds", 30L,
            "massSeconds", 60L,
            "massPerDay", 1L,
            "clientIdSeconds", 86_400L,
            "messagesPerWindow", 5L,
            "commentReplyMax", 140L,
            "replyAsArray", 0L,
            "followersPerPage", 10_000L,
            "pushTimeoutMs", 5_000L);

    private WechatSimulator() {}

    /**
     * Serves until closed.
     *
     * @param port 0 takes a free one
     * @param time the clock, made from the journal
     */
    public static Simulator start(int port, Path journal, Function<Logbook, Clockwork> time) throws IOException {
        Map<String, Long> knobs = new HashMap<>(KNOBS);
        knobs.putAll(Door.quotas());
        Equipment equipment = Equipment.open(journal, time, knobs);
        return Simulator.start(port, equipment, new Wechat(equipment));
    }
}
