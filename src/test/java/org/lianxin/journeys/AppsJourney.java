package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lianxin.support.Snac.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lianxin.Lianxin;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.publishing.Papers;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.AppClient;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.FreshDatabase;
import org.lianxin.support.Ports;
import org.lianxin.support.SignedIn;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** An editor works with an app of the fediverse, made with libraries and programs that are not ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppsJourney {
    private ConfigurableApplicationContext program;
    private Cast cast;
    private Account account;
    private String base;
    private int port;

    @TempDir
    static Path folder;

    @BeforeAll
    void open() throws Exception {
        port = Ports.free();
        base = "http://localhost:" + port;
        program = new SpringApplicationBuilder(Lianxin.class)
                .initializers(new FreshDatabase())
                .run("--server.port=" + port, "--lianxin.public-url=" + base);
        cast = Cast.in(program);
        account = cast.live("traffic", Platform.FEDIVERSE, "jiaojing", "示范交警");
        var image = new java.awt.image.BufferedImage(320, 240, java.awt.image.BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", folder.resolve("road.png").toFile());
    }

    @AfterAll
    void shut() {
        program.close();
    }

    /** The editor signs in, lets the app in for the account and takes the code there. */
    private String code(String address) {
        try (SignedIn editor = SignedIn.as("traffic.editor", port, Look.PHONE)) {
            var page = editor.page();
            page.navigate(address);
            page.check("input[name=account][value='" + account.id() + "']");
            page.click("button[value=allow]");
            return page.innerText("#code");
        }
    }

    private String signIn(AppClient client) {
        JsonNode app = client.does(base, "-", "register");
        return client.does(
                        base,
                        "-",
                        "redeem",
                        app.path("id").asString(),
                        app.path("secret").asString(),
                        code(app.path("url").asString()))
                .path("token")
                .asString();
    }

    private void approve(String post) {
        long review = program.getBean(Papers.class)
                .find(Long.parseLong(post), cast.person("traffic.editor"))
                .orElseThrow()
                .review();
        Review asked = program.getBean(Reviews.class).find(review).orElseThrow();
        program.getBean(Reviews.class)
                .approve(asked.id(), asked.version(), asked.digest(), null, cast.person("traffic.leader"))
                .orThrow();
    }

    private static boolean shows(JsonNode list, String words) {
        return list.valueStream().anyMatch(s -> s.path("content").asString("").contains(words));
    }

    private static void hears(AppClient.Listening stream, String what, Predicate<JsonNode> like) {
        try {
            await(what, () -> stream.heard(like).isPresent());
        } catch (AssertionError | InterruptedException not) {
            throw new AssertionError(not.getMessage() + "; heard " + stream.all(), not);
        }
    }

    @ParameterizedTest
    @EnumSource
    void signs_in_posts_with_a_picture_through_the_review_reads_is_told_and_searches(AppClient client)
            throws Exception {
        String missing = client.missing();
        assumeTrue(missing.isEmpty(), missing);
        String words = "今晚封闭" + client.name().toLowerCase(java.util.Locale.ROOT);
        String token = signIn(client);
        JsonNode me = client.does(base, token, "me");
        assertThat(me.path("name").asString()).isEqualTo("示范交警");
        assertThat(me.path("id").asString()).isEqualTo(Long.toString(account.id()));
        try (AppClient.Listening stream = client.listens(base, token)) {
            hears(stream, "it listens", line -> line.has("ready"));

            JsonNode post = client.does(
                    base,
                    token,
                    "post",
                    words + "，请绕行。",
                    folder.resolve("road.png").toString());
            assertThat(post.path("media").path(0).asString()).isEqualTo("路口");
            JsonNode before = client.does(base, token, "read", Long.toString(account.id()), words);
            assertThat(List.of(before.path("home"), before.path("open"), before.path("own"), before.path("found")))
                    .noneMatch(list -> shows(list, words));

            approve(post.path("id").asString());

            hears(
                    stream,
                    "the post is heard",
                    line -> line.path("event").asString("").equals("update"));
            hears(
                    stream,
                    "its author is told",
                    line -> line.path("type").asString("").equals("status"));
            JsonNode after = client.does(base, token, "read", Long.toString(account.id()), words);
            assertThat(List.of(after.path("home"), after.path("open"), after.path("own"), after.path("found")))
                    .allMatch(list -> shows(list, words));
            assertThat(after.path("own").path(0).path("pictures").asInt()).isEqualTo(1);

            ask("请问" + words + "到几点？");
            hears(
                    stream,
                    "the question is heard",
                    line -> line.path("type").asString("").equals("mention"));
            JsonNode told = client.does(base, token, "notifications");
            assertThat(told.valueStream().map(n -> n.path("type").asString())).contains("mention", "status");
            assertThat(shows(told, "到几点")).isTrue();
        }
    }

    /** Somebody elsewhere asks the account. */
    private void ask(String words) {
        program.getBean(Arrivals.class)
                .arrive(new Arrival(
                        account.id(),
                        "https://far.example/notes/" + words.hashCode(),
                        "https://far.example/notes/" + words.hashCode(),
                        "",
                        Arrival.Way.MENTION,
                        words,
                        "https://far.example/notes/" + words.hashCode(),
                        new Arrival.Author("https://far.example/users/mei", "@mei@far.example"),
                        program.getBean(java.time.Clock.class).instant(),
                        List.of()));
    }

    @Test
    void so_does_toot_at_the_command_line() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/toot")),
                "toot is not installed: apt install toot, as ./lianxin test does where it may");
        String host = "localhost:" + port;
        Process login = toot("login", "--instance", host);
        try (BufferedWriter answers = login.outputWriter(StandardCharsets.UTF_8);
                var lines = login.inputReader(StandardCharsets.UTF_8)) {
            String address = lines.lines()
                    .filter(line -> line.startsWith(base + "/oauth/authorize"))
                    .findFirst()
                    .orElseThrow();
            answers.write("n\n" + code(address) + "\n");
            answers.flush();
            assertThat(lines.lines().toList().toString()).contains("Successfully logged in");
        }
        assertThat(said("whoami")).contains("示范交警");

        String posted = heard(
                toot("post", "--media", folder.resolve("road.png").toString(), "--description", "crossing"),
                "明早恢复通车，请放心出行。G60");
        assertThat(posted).contains("scheduled");
        assertThat(said("timeline", "--once")).doesNotContain("明早恢复通车");
        String waiting = program.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select id from publishing.post order by id desc limit 1")
                .query((row, n) -> Long.toString(row.getLong(1)))
                .single();
        approve(waiting);

        await("the timeline shows it", () -> said("timeline", "--once").contains("明早恢复通车"));
        assertThat(said("timeline", "--public", "--local", "--once")).contains("明早恢复通车");
        ask("明早几点恢复通车？");
        await("the question is told", () -> said("notifications").contains("明早几点恢复通车"));
        assertThat(said("search", "G60")).doesNotContain("Error");
    }

    private Process toot(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("toot"));
        command.add(words[0]);
        command.addAll(List.of(words).subList(1, words.length));
        command.add("--no-color");
        if (words[0].equals("login")) {
            command.add("--disable-https");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "XDG_CONFIG_HOME",
                        folder.resolve("toot").toString(),
                        "PYTHONIOENCODING",
                        "utf-8",
                        "PYTHONUNBUFFERED",
                        "1",
                        "BROWSER",
                        "true"));
        return builder.start();
    }

    private String said(String... words) {
        try {
            return heard(toot(words), "");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** What it says to these words at its input. */
    private static String heard(Process process, String words) {
        try {
            process.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return said;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
