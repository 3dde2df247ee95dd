package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.Connections;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.EmbeddedPostgres;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;

/**
 * Posts to networks that refuse, stall and hang up at every step, whose quotas bite and pass, all at the same time, while the program is
 * killed again and again. How many for each network is told by {@code lianxin.cut.posts}; {@code lianxin.cut.seed} repeats a run.
 */
class CutTests {
    private static final int POSTS = Integer.getInteger("lianxin.cut.posts", 120);
    private static final int ACCOUNTS = 40;
    private static final int KILLS = Integer.getInteger("lianxin.cut.kills", 2);
    private static final Duration LONGEST = Duration.ofMinutes(9);
    private static final Pattern NUMBER = Pattern.compile("\\u7b2c([0-9]+)\\u6761");

    private static final List<Cut> NETWORKS = new ArrayList<>();
    private static Path home;
    private static Serving serving;

    @BeforeAll
    static void networksAndAProgram() throws Exception {
        home = Homes.fresh("cut");
        NETWORKS.add(WeiboCut.in(home));
        NETWORKS.add(WechatCut.in(home));
        NETWORKS.add(DiscourseCut.in(home));
        NETWORKS.add(MastodonCut.in(home));
        Map<String, String> settings =
                new HashMap<>(Map.of("LIANXIN_DELIVERY_ABSENT_AFTER", "10s", "LIANXIN_CHANNELS_TIMEOUT", "2s"));
        NETWORKS.forEach(network -> settings.putAll(network.settings()));
        serving = Serving.in(home, settings);
        serving.untilItAnswers(System.nanoTime());
    }

    @AfterAll
    static void theEnd() throws Exception {
        try (var program = serving) {
            for (Cut network : NETWORKS) {
                network.far().close();
            }
        }
        Homes.lay(home);
    }

    private static List<Long> accounts(Cut network, ApplicationContext program) {
        Cast cast = Cast.in(program);
        network.open(program, serving);
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            String name = network.platform().name().toLowerCase(Locale.ROOT) + i;
            Account account = cast.onTrial("traffic", network.platform(), name, name);
            program.getBean(Connections.class)
                    .connect(account, network.connect(name), cast.person("traffic.editor"))
                    .orThrow();
            network.connected(name, account.id(), serving);
            made.add(account.id());
        }
        return made;
    }

    @Test
    void nothing_is_lost_and_nothing_stands_there_twice_whatever_networks_do_and_whoever_is_killed() throws Exception {
        try (var beside = Installation.toLookAt(serving.folder(), nowhere());
                var context = beside.look()) {
            Deeds deeds = Deeds.of("traffic", "断线", context);
            for (Cut network : NETWORKS) {
                List<Long> accounts = accounts(network, context);
                network.script(POSTS);
                for (int i = 0; i < POSTS; i++) {
                    deeds.approvedFor("第" + i + "条", "今晚检修，请提前储水。", accounts.get(i % ACCOUNTS));
                }
            }
        }
        long seed = Long.getLong("lianxin.cut.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            int goal = taken() + 30 + random.nextInt(POSTS / 4);
            Waiting.until(LONGEST, () -> "it does not go on: " + states(), () -> taken() >= goal || settled());
            serving.killProgram();
            serving.awaitEnd();
            serving.start();
            serving.untilItAnswers(System.nanoTime());
        }
        NETWORKS.forEach(network -> network.far().noFaults());
        Waiting.until(LONGEST, () -> "not settled: " + states(), CutTests::settled);
        for (Cut network : NETWORKS) {
            report(network);
            reckon(network);
        }
    }

    private static int taken() {
        return NETWORKS.stream().mapToInt(network -> network.there().size()).sum();
    }

    private static void reckon(Cut network) {
        Map<Integer, Integer> there = new TreeMap<>();
        for (String text : network.there()) {
            Matcher number = NUMBER.matcher(text);
            assertThat(number.find()).as(text).isTrue();
            there.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
        }
        Map<String, Integer> states = states(network);
        int refused = states.getOrDefault("REFUSED", 0);
        assertThat(there)
                .as("twice")
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(states.getOrDefault("CONFIRMED", 0) + refused)
                .as("left to nobody: " + states)
                .isEqualTo(POSTS);
        assertThat(there.size()).as("lost").isEqualTo(POSTS - refused);
        assertThat(outcomes(network))
                .as("quotas bit and passed, answers were lost, and what was lost was found or asked for again")
                .containsKeys("WAITS", "UNKNOWN", "FOUND", "ABSENT");
    }

    private static void report(Cut network) {
        Map<String, Integer> faults = new TreeMap<>();
        network.far().lines("call").stream()
                .map(c -> c.path("fault").asString(""))
                .filter(f -> !f.isEmpty())
                .forEach(f -> faults.merge(f, 1, Integer::sum));
        System.out.println(network.platform() + ": " + POSTS + " posts over " + ACCOUNTS + " accounts, " + KILLS
                + " kills: " + states(network) + ", attempts " + outcomes(network) + ", faults " + faults + ", calls "
                + network.far().lines("call").size());
    }

    private static boolean settled() {
        return states().keySet().stream().allMatch(s -> s.endsWith("CONFIRMED") || s.endsWith("REFUSED"));
    }

    private static Map<String, Integer> states() {
        return counted("select platform || ' ' || state, count(*) from delivery.delivery group by 1");
    }

    private static Map<String, Integer> states(Cut network) {
        return counted("select state, count(*) from delivery.delivery where platform = '" + network.platform()
                + "' group by state");
    }

    private static Map<String, Integer> outcomes(Cut network) {
        return counted(
                "select t.outcome, count(*) from delivery.attempt t join delivery.delivery d on d.id = t.delivery "
                        + "where d.platform = '" + network.platform() + "' group by 1");
    }

    private static Map<String, Integer> counted(String sql) {
        Map<String, Integer> states = new TreeMap<>();
        DatabaseAddress address = EmbeddedPostgres.running(
                        serving.folder().postgres(), serving.folder().databasePassword())
                .orElseThrow();
        try (Connection database = address.connect("cut-tests");
                var rows = database.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getInt(2));
            }
        } catch (java.sql.SQLException away) {
            states.put("unreadable: " + away.getMessage(), 1);
        }
        return states;
    }

    private static Terminal nowhere() {
        PrintStream nothing = new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Terminal(nothing, nothing, Locale.ENGLISH);
    }
}
