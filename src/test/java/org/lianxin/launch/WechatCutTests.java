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
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Articles to a WeChat that refuses, stalls and hangs up at every step, and tells the end of a job to a program that is killed again and
 * again. How many is told by {@code lianxin.cut.posts}; {@code lianxin.cut.seed} repeats a run.
 */
class WechatCutTests {
    private static final int POSTS = Integer.getInteger("lianxin.cut.posts", 200);
    private static final int ACCOUNTS = 40;
    private static final int KILLS = Integer.getInteger("lianxin.cut.kills", 2);
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final Pattern NUMBER = Pattern.compile("\\u7b2c([0-9]+)\\u6761");
    private static final int OUT = 0;

    private static final List<Account> TARGETS = new ArrayList<>();
    private static Path home;
    private static Simulated wechat;
    private static Serving serving;

    @BeforeAll
    static void accountsOnWechat() throws Exception {
        home = Homes.fresh("wechat-cut");
        // an hour there is ten seconds here
        wechat = Simulated.wechat(360, home);
        Map<String, String> settings = new HashMap<>(Map.of(
                "LIANXIN_DELIVERY_ABSENT_AFTER", "6s",
                "LIANXIN_CHANNELS_TIMEOUT", "2s",
                "LIANXIN_WECHAT_API", wechat.address(),
                "LIANXIN_WECHAT_PUBLISH", "4/10s",
                "LIANXIN_WECHAT_LOOK", "1000/10s",
                "LIANXIN_WECHAT_LISTS", "1000/10s",
                "LIANXIN_WECHAT_PAUSE", "2s",
                "LIANXIN_WECHAT_LATE", "6s",
                "LIANXIN_WECHAT_POLL", "0s"));
        settings.put("LIANXIN_WECHAT_LOOK_AFTER", "2s");
        serving = Serving.in(home, settings);
        serving.untilItAnswers(System.nanoTime());
        // five minutes there: a job is under way for a second
        wechat.tell("/sim/knobs", Map.of("publishSeconds", 300, "pushTimeoutMs", 500));
        for (String path : List.of("submit", "get", "batchget")) {
            wechat.tell("/sim/knobs", Map.of("/cgi-bin/freepublish/" + path, 1_000_000));
        }
        wechat.tell("/sim/knobs", Map.of("/cgi-bin/draft/get", 1_000_000));
    }

    @AfterAll
    static void theEnd() throws Exception {
        try (var network = wechat;
                var program = serving) {
            // both are ended
        }
        Homes.lay(home);
    }

    private static void connect(ApplicationContext context) {
        Cast cast = Cast.in(context);
        Accounts accounts = context.getBean(Accounts.class);
        for (int i = 0; i < ACCOUNTS; i++) {
            String name = "wxcut" + i;
            long id = accounts.open(
                            NewAccount.of(cast.unit("traffic").id(), Platform.WECHAT, name, name)
                                    .withExcuse("测试用的许多账号之一"),
                            null)
                    .orThrow()
                    .id();
            Account account = accounts.move(id, AccountState.TRIAL, "", null).orThrow();
            wechat.tell("/sim/apps", Map.of("appid", name, "secret", "secret", "name", name));
            context.getBean(Connections.class)
                    .connect(
                            account,
                            new Connections.Granted(
                                    name, name, Map.of("secret", "secret", "token", "AAAAA", "aes", ""), null),
                            cast.person("traffic.editor"))
                    .orThrow();
            wechat.tell(
                    "/sim/pushes",
                    Map.of("app", name, "token", "AAAAA", "url", serving.address() + "/hooks/wechat/" + id));
            TARGETS.add(account);
        }
    }

    private static void script() {
        fault("freepublish/submit", Map.of("kind", "error", "code", 45009, "odds", 40));
        fault("freepublish/submit", Map.of("kind", "error", "code", -1, "odds", 20));
        fault("freepublish/submit", Map.of("kind", "error", "code", 87014, "odds", 10));
        fault("freepublish/submit", Map.of("kind", "take-then-drop", "odds", 50));
        fault("freepublish/submit", Map.of("kind", "drop-before", "odds", 30));
        fault("freepublish/submit", Map.of("kind", "unreadable", "odds", 30));
        fault("freepublish/submit", Map.of("kind", "delay", "ms", 3_000, "odds", 15));
        fault("freepublish/submit", Map.of("kind", "status", "status", 502, "odds", 20));
        fault("freepublish/batchget", Map.of("kind", "unreadable", "odds", 50));
        fault("draft/add", Map.of("kind", "take-then-drop", "odds", 50));
        fault("material/add_material", Map.of("kind", "drop-before", "odds", 30));
    }

    private static void fault(String path, Map<String, ?> what) {
        Map<String, Object> entry = new HashMap<>(what);
        entry.put("path", "/cgi-bin/" + path);
        entry.put("next", POSTS);
        wechat.tell("/sim/faults", entry);
    }

    @Test
    void nothing_is_lost_and_nothing_is_out_twice_whatever_wechat_does_and_whoever_is_killed() throws Exception {
        try (var beside = Installation.toLookAt(serving.folder(), nowhere());
                var context = beside.look()) {
            connect(context);
            script();
            Deeds deeds = Deeds.of("traffic", "公众号", context);
            for (int i = 0; i < POSTS; i++) {
                deeds.approvedFor(
                        "第" + i + "条", "今晚检修，请提前储水。", TARGETS.get(i % ACCOUNTS).id());
            }
        }
        Random random = new Random(Long.getLong("lianxin.cut.seed", System.nanoTime()));
        for (int i = 0; i < KILLS; i++) {
            int goal = out().size() + 10 + random.nextInt(POSTS / 8);
            Waiting.until(LONGEST, () -> "it does not go on: " + states(), () -> out().size() >= goal || settled());
            serving.killProgram();
            serving.awaitEnd();
            serving.start();
            serving.untilItAnswers(System.nanoTime());
        }
        wechat.noFaults();
        Waiting.until(LONGEST, () -> "not settled: " + states(), WechatCutTests::settled);

        Map<Integer, Integer> there = new TreeMap<>();
        for (JsonNode publication : out().values()) {
            Matcher number = NUMBER.matcher(
                    publication.path("articles").path(0).path("title").asString(""));
            assertThat(number.find()).isTrue();
            there.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
        }
        Map<String, Integer> states = states();
        int refused = states.getOrDefault("REFUSED", 0);
        assertThat(there.values()).as("twice").allMatch(times -> times == 1);
        assertThat(states.getOrDefault("CONFIRMED", 0) + refused)
                .as("left to nobody")
                .isEqualTo(POSTS);
        assertThat(there.size()).as("lost").isEqualTo(POSTS - refused);
        assertThat(counted("select outcome, count(*) from delivery.attempt group by outcome"))
                .as("quotas bit and passed, answers were lost, and what was lost was found or asked for again")
                .containsKeys("WAITS", "UNKNOWN", "FOUND", "ABSENT", "NOT_SENT");
        report(states);
    }

    /** What has come to a good end over there, by the number of the job: each change of a job is a line. */
    private static Map<String, JsonNode> out() {
        Map<String, JsonNode> jobs = new TreeMap<>();
        wechat.lines("publication").forEach(p -> jobs.put(p.path("id").asString(""), p));
        jobs.values().removeIf(p -> p.path("state").asInt(1) != OUT);
        return jobs;
    }

    private static void report(Map<String, Integer> states) {
        Map<String, Integer> faults = new TreeMap<>();
        wechat.lines("call").stream()
                .map(c -> c.path("fault").asString(""))
                .filter(f -> !f.isEmpty())
                .forEach(f -> faults.merge(f, 1, Integer::sum));
        System.out.println(POSTS + " articles over " + ACCOUNTS + " accounts, " + KILLS + " kills: " + states
                + ", faults " + faults + ", calls " + wechat.lines("call").size() + ", attempts "
                + counted("select outcome, count(*) from delivery.attempt group by outcome"));
    }

    private static boolean settled() {
        return states().keySet().stream().allMatch(s -> s.equals("CONFIRMED") || s.equals("REFUSED"));
    }

    /** How many deliveries to WeChat are in which state. */
    private static Map<String, Integer> states() {
        return counted("select state, count(*) from delivery.delivery where platform = 'WECHAT' group by state");
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
