package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
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
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connections;
import org.lianxin.launch.postgres.DatabaseAddress;
import org.lianxin.launch.postgres.EmbeddedPostgres;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Posts to a Weibo that refuses, stalls and hangs up, whose quotas bite and pass, while the program is killed again and again. How many is
 * told by {@code lianxin.cut.posts}; {@code lianxin.cut.seed} repeats a run.
 */
class WeiboCutTests {
    private static final int POSTS = Integer.getInteger("lianxin.cut.posts", 200);
    private static final int ACCOUNTS = 40;
    private static final int KILLS = Integer.getInteger("lianxin.cut.kills", 2);
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final Pattern NUMBER = Pattern.compile("\\u7b2c([0-9]+)\\u6761");

    private static final List<Account> TARGETS = new ArrayList<>();
    private static Path home;
    private static Simulated weibo;
    private static Serving serving;

    @BeforeAll
    static void accountsOnWeibo() throws Exception {
        home = Homes.fresh("weibo-cut");
        // an hour there is ten seconds here
        weibo = Simulated.weibo(360, home);
        Map<String, String> settings = new HashMap<>(Map.of(
                "LIANXIN_DELIVERY_ABSENT_AFTER", "6s",
                "LIANXIN_CHANNELS_TIMEOUT", "2s",
                "LIANXIN_WEIBO_PUBLISH", "4/10s",
                "LIANXIN_WEIBO_CALLS", "100/240s",
                "LIANXIN_WEIBO_PAUSE", "2s",
                "LIANXIN_WEIBO_LATE", "6s",
                "LIANXIN_WEIBO_POLL", "0s"));
        for (String door : List.of("API", "COMMERCIAL", "MESSAGES", "WEB")) {
            settings.put("LIANXIN_WEIBO_" + door, weibo.address());
        }
        serving = Serving.in(home, settings);
        serving.untilItAnswers(System.nanoTime());
        weibo.tell("/sim/knobs", Map.of("postsPerHour", 3));
        weibo.tell(
                "/sim/apps",
                Map.of(
                        "key",
                        "1",
                        "secret",
                        "xyz",
                        "level",
                        "basic",
                        "domain",
                        // the address that commands beside a program know
                        "localhost:8080",
                        "callback",
                        serving.address()));
    }

    @AfterAll
    static void theEnd() throws Exception {
        try (var network = weibo;
                var program = serving) {
            // both are ended
        }
        Homes.lay(home);
    }

    private static void connect(ApplicationContext context) {
        Cast cast = Cast.in(context);
        Accounts accounts = context.getBean(Accounts.class);
        context.getBean(Apps.class).set(Platform.WEIBO, "1", "xyz", false, null).orThrow();
        for (int i = 0; i < ACCOUNTS; i++) {
            String name = "cut" + i;
            long id = accounts.open(
                            NewAccount.of(cast.unit("traffic").id(), Platform.WEIBO, name, name)
                                    .withExcuse("测试用的许多账号之一"),
                            null)
                    .orThrow()
                    .id();
            Account account = accounts.move(id, AccountState.TRIAL, "", null).orThrow();
            weibo.tell("/sim/users", Map.of("name", name, "office", true));
            JsonNode token = weibo.tell("/sim/tokens", Map.of("app", "1", "user", name));
            context.getBean(Connections.class)
                    .connect(
                            account,
                            new Connections.Granted(
                                    token.path("uid").asString(""),
                                    name,
                                    Map.of("token", token.path("token").asString("")),
                                    Instant.parse("2099-01-01T00:00:00Z")),
                            cast.person("traffic.editor"))
                    .orThrow();
            TARGETS.add(account);
        }
    }

    private static void script() {
        fault(Map.of("kind", "error", "code", 10009, "odds", 40));
        fault(Map.of("kind", "error", "code", 20021, "odds", 10));
        fault(Map.of("kind", "take-then-drop", "odds", 50));
        fault(Map.of("kind", "drop-before", "odds", 30));
        fault(Map.of("kind", "unreadable", "odds", 30));
        fault(Map.of("kind", "slow", "ms", 3_000, "odds", 15));
        fault(Map.of("kind", "delay", "ms", 3_000, "odds", 15));
        fault(Map.of("kind", "status", "status", 502, "odds", 20));
    }

    private static void fault(Map<String, ?> what) {
        Map<String, Object> entry = new HashMap<>(what);
        entry.put("path", "/2/statuses/share");
        entry.put("next", POSTS);
        weibo.tell("/sim/faults", entry);
    }

    @Test
    void nothingIsLostAndNothingStandsThereTwiceWhateverWeiboDoesAndWhoeverIsKilled() throws Exception {
        script();
        try (var beside = Installation.toLookAt(serving.folder(), nowhere());
                var context = beside.look()) {
            connect(context);
            Deeds deeds = Deeds.of("traffic", "微博", context);
            for (int i = 0; i < POSTS; i++) {
                deeds.approvedFor(
                        "第" + i + "条", "今晚检修，请提前储水。", TARGETS.get(i % ACCOUNTS).id());
            }
        }
        Random random = new Random(Long.getLong("lianxin.cut.seed", System.nanoTime()));
        for (int i = 0; i < KILLS; i++) {
            int goal = weibo.lines("status").size() + 10 + random.nextInt(POSTS / 8);
            Waiting.until(
                    LONGEST,
                    () -> "it does not go on: " + states(),
                    () -> weibo.lines("status").size() >= goal || settled());
            serving.killProgram();
            serving.awaitEnd();
            serving.start();
            serving.untilItAnswers(System.nanoTime());
        }
        weibo.noFaults();
        Waiting.until(LONGEST, () -> "not settled: " + states(), WeiboCutTests::settled);

        Map<Integer, Integer> there = new TreeMap<>();
        for (JsonNode status : weibo.lines("status")) {
            Matcher number = NUMBER.matcher(status.path("text").asString(""));
            assertThat(number.find()).isTrue();
            there.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
        }
        Map<String, Integer> states = states();
        int refused = states.getOrDefault("REFUSED", 0);
        assertThat(there.values()).as("twice").allMatch(times -> times == 1);
        assertThat(states)
                .as("left to nobody")
                .containsOnlyKeys(refused == 0 ? new String[] {"CONFIRMED"} : new String[] {"CONFIRMED", "REFUSED"});
        assertThat(there.size()).as("lost").isEqualTo(POSTS - refused);
        assertThat(states.get("CONFIRMED")).isEqualTo(there.size());
        assertThat(counted("select outcome, count(*) from delivery.attempt group by outcome"))
                .as("quotas bit and passed, answers were lost and found")
                .containsKeys("WAITS", "UNKNOWN", "FOUND", "ABSENT");
        report(states);
    }

    private static void report(Map<String, Integer> states) {
        Map<String, Integer> faults = new TreeMap<>();
        weibo.lines("call").stream()
                .map(c -> c.path("fault").asString(""))
                .filter(f -> !f.isEmpty())
                .forEach(f -> faults.merge(f, 1, Integer::sum));
        System.out.println(POSTS + " posts over " + ACCOUNTS + " accounts, " + KILLS + " kills: " + states + ", faults "
                + faults + ", calls " + weibo.lines("call").size());
    }

    private static boolean settled() {
        Map<String, Integer> states = states();
        return states.keySet().stream().allMatch(s -> s.equals("CONFIRMED") || s.equals("REFUSED"));
    }

    /** How many deliveries to Weibo are in which state. */
    private static Map<String, Integer> states() {
        return counted("select state, count(*) from delivery.delivery where platform = 'WEIBO' group by state");
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
