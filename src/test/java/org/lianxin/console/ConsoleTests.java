package org.lianxin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Audited;
import org.lianxin.audit.Trail;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** The console's own pages: where a person may go, what was done, what is set. */
@LianxinTest
class ConsoleTests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    ApplicationContext context;

    @Autowired
    Setup setup;

    @Autowired
    Settings settings;

    @Autowired
    Trail trail;

    @Autowired
    Ids ids;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @LocalServerPort
    int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = Cast.in(context);
    }

    @AfterEach
    void nothingIsSet() {
        Setting.ALL.forEach(s -> settings.set(s.key(), null, null));
    }

    private HttpResponse<String> get(String login, String path) throws Exception {
        return HTTP.send(request(login, path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String login, String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                request(login, path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String login, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + cast.bearer(login));
    }

    private static Set<String> links(String html, String prefix) {
        Set<String> links = new LinkedHashSet<>();
        Matcher link =
                Pattern.compile("href=\"(" + prefix + "[^\"#]*)\"").matcher(html.substring(html.indexOf("<main")));
        while (link.find()) {
            links.add(link.group(1));
        }
        return links;
    }

    @Test
    void every_link_that_a_person_is_offered_lets_that_person_in() throws Exception {
        for (String login : List.of(
                "admin",
                "office",
                "inspector",
                "traffic.leader",
                "traffic.editor",
                "traffic.partner",
                "traffic.spokesperson",
                "traffic.on-scene")) {
            HttpResponse<String> more = get(login, "/console/more");
            assertThat(more.statusCode()).isEqualTo(200);
            for (String link : links(more.body(), "/console/")) {
                assertThat(get(login, link).statusCode()).as(login + " " + link).isEqualTo(200);
            }
        }
    }

    @Test
    void what_a_role_may_not_open_is_not_offered() throws Exception {
        assertThat(links(get("traffic.editor", "/console/more").body(), "/console/"))
                .doesNotContain("/console/settings", "/console/audit", "/console/chains");
        assertThat(links(get("office", "/console/more").body(), "/console/"))
                .contains("/console/settings", "/console/audit", "/console/chains", "/console/reviews");
        assertThat(links(get("inspector", "/console/more").body(), "/console/"))
                .contains("/console/audit")
                .doesNotContain("/console/settings");
        assertThat(links(get("admin", "/console/more").body(), "/console/"))
                .contains("/console/settings", "/console/audit")
                .doesNotContain("/console/chains");
    }

    @Test
    void the_home_says_what_waits_and_what_comes_when_nothing_does() throws Exception {
        HttpResponse<String> home = get("water.partner", "/console");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).contains("等我处理");
    }

    @Test
    void inspectors_the_office_and_administrators_read_the_trail_and_nobody_else_does() throws Exception {
        for (String login : cast.logins()) {
            boolean reads = login.equals("inspector")
                    || login.equals("admin")
                    || login.equals("office")
                    || login.equals("office.deputy");
            assertThat(get(login, "/console/audit").statusCode()).as(login).isEqualTo(reads ? 200 : 403);
            assertThat(get(login, "/rest/v1/audit").statusCode()).as(login).isEqualTo(reads ? 200 : 403);
        }
    }

    @Test
    void an_entry_is_told_in_words_and_names_the_stand_in_and_who_was_absent() throws Exception {
        long subject = ids.next();
        long traffic = cast.unit("traffic").id();
        transaction.executeWithoutResult(t -> events.publishEvent(new Audited.Entry(
                "review.passed",
                "post",
                subject,
                traffic,
                cast.id("traffic.vice"),
                cast.id("traffic.leader"),
                Map.of("review", "7", "note", "<b>"))));
        String page = get("inspector", "/console/audit?unit=" + traffic).body();
        assertThat(page).contains("吴晓燕（代王志远）", "通过", "/console/posts/" + subject, "&lt;b&gt;");
        assertThat(get("inspector", "/console/audit?unit=" + cast.unit("water").id())
                        .body())
                .doesNotContain(Long.toString(subject));
        assertThat(get("inspector", "/console/audit?subject=post&id=" + subject).body())
                .contains("稿件 " + subject + "的经过");
        String json = get("office", "/rest/v1/audit?subject=post&id=" + subject).body();
        assertThat(json)
                .contains("\"standInFor\":\"" + cast.id("traffic.leader") + "\"", "\"action\":\"review.passed\"");
    }

    @Test
    void every_action_that_the_program_audits_has_words() throws Exception {
        Set<String> actions = new java.util.TreeSet<>();
        Pattern told = Pattern.compile("(?:Entry\\.of|Entry|tell|note|changed)\\(\\s*\"([a-z-]+\\.[a-z-]+)\"");
        Pattern own = Pattern.compile("\"([a-z-]+\\.[a-z-]+)\"");
        try (var files = java.nio.file.Files.walk(java.nio.file.Path.of("src/main/java/org/lianxin"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String code = java.nio.file.Files.readString(file);
                told.matcher(code).results().forEach(m -> actions.add(m.group(1)));
                int event = code.indexOf("public String action()");
                if (code.contains("implements Audited") && event >= 0) {
                    own.matcher(code.substring(event, code.indexOf("    }", event)))
                            .results()
                            .forEach(m -> actions.add(m.group(1)));
                }
            }
        }
        java.util.Arrays.stream(org.lianxin.cases.Happening.values()).forEach(h -> actions.add("case." + h.word()));
        var texts = context.getBean(org.lianxin.web.Pages.class).texts(java.util.Locale.ENGLISH);
        assertThat(actions).hasSizeGreaterThan(60);
        assertThat(actions)
                .allSatisfy(action -> assertThat(texts.find("console.audit.did." + action))
                        .as(action)
                        .isNotNull());
    }

    @Test
    void the_trail_runs_on_page_by_page_and_no_entry_is_shown_twice() throws Exception {
        long water = cast.unit("water").id();
        long subject = ids.next();
        for (int i = 0; i < 60; i++) {
            transaction.executeWithoutResult(t -> events.publishEvent(
                    new Audited.Entry("post.created", "post", subject, water, null, null, Map.of())));
        }
        Set<String> seen = new LinkedHashSet<>();
        String path = "/console/audit?unit=" + water;
        int pages = 0;
        while (!path.isEmpty() && pages++ < 20) {
            String page = get("admin", path).body();
            Matcher code = Pattern.compile("<dd class=\"raw\">(post\\.created \\d+)</dd>")
                    .matcher(page);
            while (code.find()) {
                assertThat(seen.add(code.group(1))).isTrue();
            }
            path = links(page, "/console/audit\\?before=").stream()
                    .findFirst()
                    .orElse("")
                    .replace("&amp;", "&");
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void the_office_sets_what_the_public_sees_and_an_administrator_the_rest() throws Exception {
        assertThat(setup.of(cast.person("office")))
                .extracting(Setting::key)
                .contains("site.name", "office.hours")
                .doesNotContain("session.hours", "notices.quiet");
        assertThat(setup.of(cast.person("admin")))
                .extracting(Setting::key)
                .containsExactly("session.idle-minutes", "session.hours", "notices.quiet");
        assertThat(setup.of(cast.person("traffic.leader"))).isEmpty();
        assertThat(setup.change(Map.of(), Map.of("session.hours", "1"), cast.person("office")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(setup.change(Map.of(), Map.of("site.name", "x"), cast.person("admin")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(get("traffic.leader", "/console/settings").statusCode()).isEqualTo(403);
        assertThat(post("traffic.editor", "/console/settings", Map.of("site.name", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_setting_is_kept_audited_and_an_empty_one_is_the_default_again() throws Exception {
        assertThat(post(
                                "office",
                                "/console/settings",
                                Map.of("site.name", "示范发布", "office.hours", "09:00-12:00,13:00-17:00"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(settings.text("site.name", "")).isEqualTo("示范发布");
        assertThat(get("office", "/console/settings").body()).contains("value=\"示范发布\"");
        var entry = trail.of("setting", 0).getLast();
        assertThat(entry.action()).isEqualTo("setting.changed");
        assertThat(entry.actor()).isEqualTo(cast.id("office"));
        assertThat(post("office", "/console/settings", Map.of("site.name", "", "seen.site.name", "示范发布"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(settings.text("site.name", "政务发布")).isEqualTo("政务发布");
    }

    @Test
    void a_wrong_value_changes_nothing_and_comes_back_as_it_was_typed() throws Exception {
        HttpResponse<String> refused =
                post("office", "/console/settings", Map.of("site.name", "新名字", "office.hours", "17:30-08:30"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"17:30-08:30\"", "value=\"新名字\"", "href=\"#office.hours\"");
        assertThat(settings.text("site.name", "")).isEmpty();
        for (String wrong : List.of(
                "8:30-12:00",
                "08:30-12:00,11:00-17:00",
                "08:30",
                "08:30-12:00,",
                "25:00-26:00",
                "08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00")) {
            assertThat(Setting.Form.OFFICE_HOURS.takes(wrong)).as(wrong).isFalse();
        }
        assertThat(Setting.Form.OFFICE_HOURS.takes("08:30-12:00,13:30-17:30")).isTrue();
        assertThat(Setting.Form.SPAN.takes("22:00-07:00")).isTrue();
        assertThat(Setting.Form.SPAN.takes("22:00-22:00")).isFalse();
        assertThat(Setting.Form.MINUTES.takes("4")).isFalse();
        assertThat(Setting.Form.MINUTES.takes("30")).isTrue();
        assertThat(Setting.Form.LINE.takes("a\0b")).isFalse();
    }

    @Test
    void a_change_that_somebody_else_made_meanwhile_is_not_written_over() throws Exception {
        settings.set("site.phone", "0399-5550100", null);
        HttpResponse<String> late =
                post("office", "/console/settings", Map.of("site.phone", "0399-5550199", "seen.site.phone", ""));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("0399-5550199");
        assertThat(settings.text("site.phone", "")).isEqualTo("0399-5550100");
        assertThat(post(
                                "office",
                                "/console/settings",
                                Map.of(
                                        "site.host",
                                        "市政府",
                                        "seen.site.host",
                                        "",
                                        "site.phone",
                                        "",
                                        "seen.site.phone",
                                        ""))
                        .statusCode())
                .isEqualTo(302);
        assertThat(settings.text("site.phone", "")).isEqualTo("0399-5550100");
    }
}
