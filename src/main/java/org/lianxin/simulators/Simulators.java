package org.lianxin.simulators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.simulators.discourse.DiscourseSimulator;
import org.lianxin.simulators.mastodon.MastodonSimulator;
import org.lianxin.simulators.website.WebsiteSimulator;
import org.lianxin.simulators.wechat.WechatSimulator;
import org.lianxin.simulators.weibo.WeiboSimulator;

/** The strict simulators as processes of their own: {@code NAME --port N --journal FILE [--speed 360]}. On loopback only. */
public final class Simulators {
    private Simulators() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        String name = arguments[0];
        Path journal = Path.of(options.getOrDefault("journal", name + "-journal.jsonl"));
        Simulator simulator = start(
                name,
                Integer.parseInt(options.getOrDefault("port", "0")),
                journal,
                Double.parseDouble(options.getOrDefault("speed", "1")));
        System.out.println("This is a SIMULATED platform for demos and tests, not a real one.");
        System.out.println(simulator.url() + "/ is what people see of it; all that happens is in " + journal);
        System.out.flush();
    }

    public static boolean knows(String name) {
        return List.of("weibo", "wechat", "discourse", "website", "mastodon").contains(name);
    }

    /** @param speed how fast its time goes; 0: it stands still until it is put forward */
    public static Simulator start(String name, int port, Path journal, double speed) throws IOException {
        return switch (name) {
            case "weibo" -> WeiboSimulator.start(port, journal, book -> Clockwork.running(book.lastWritten(), speed));
            case "wechat" -> WechatSimulator.start(port, journal, book -> Clockwork.running(book.lastWritten(), speed));
            case "discourse" ->
                DiscourseSimulator.start(port, journal, book -> Clockwork.running(book.lastWritten(), speed));
            case "website" ->
                WebsiteSimulator.start(port, journal, book -> Clockwork.running(book.lastWritten(), speed));
            case "mastodon" ->
                MastodonSimulator.start(port, journal, book -> Clockwork.running(book.lastWritten(), speed));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
