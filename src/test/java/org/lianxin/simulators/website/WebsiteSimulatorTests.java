package org.lianxin.simulators.website;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.simulators.Far;

/** The simulated website says the same in three forms, says it once to whoever remembers, and forgets nothing when it starts anew. */
class WebsiteSimulatorTests {
    private static final String RSS = "/school/rss.xml";

    @TempDir
    Path folder;

    Far far;
    final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void begins() throws IOException {
        far = open();
        far.json("/sim/sites", "{'code':'school','name':'School & Sons'}");
        far.json(
                "/sim/articles",
                "{'site':'school','title':'Holidays < 2027','text':'From January on','at':'2026-11-25T01:00:00Z'}");
    }

    private Far open() throws IOException {
        return Far.in(folder, WebsiteSimulator::start);
    }

    @AfterEach
    void ends() {
        far.close();
        http.close();
    }

    private HttpResponse<String> ask(String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(far.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rss.xml", "feed.atom", "feed.json"})
    void each_form_has_the_articles_and_says_that_it_is_simulated(String form) {
        HttpResponse<String> answer = ask("GET", "/school/" + form);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("From January on", far.url() + "/school/articles/1");
        assertThat(answer.body().replace("&lt;", "<")).contains("Holidays < 2027");
        assertThat(header(answer, "X-Simulated")).isEqualTo("true");
    }

    @Test
    void whoever_remembers_the_tag_gets_nothing_until_something_is_written() {
        String tag = header(ask("GET", RSS), "ETag");
        HttpResponse<String> same = ask("GET", RSS, "If-None-Match", "\"0\", " + tag);

        assertThat(tag).startsWith("\"");
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo(tag);
        far.json("/sim/articles", "{'site':'school','title':'Another','text':'One'}");
        assertThat(ask("GET", RSS, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void a_date_counts_only_where_there_is_no_tag() {
        String changed = header(ask("GET", RSS), "Last-Modified");

        assertThat(ask("GET", RSS, "If-Modified-Since", changed).statusCode()).isEqualTo(304);
        assertThat(ask("GET", RSS, "If-Modified-Since", changed, "If-None-Match", "\"0\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("GET", RSS, "If-Modified-Since", "Wed, 01 Jan 2020 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("GET", RSS, "If-Modified-Since", "yesterday").statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_a_feed_does_not_do_is_refused() {
        HttpResponse<String> posted = ask("POST", RSS);

        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(header(posted, "Allow")).isEqualTo("GET");
        assertThat(ask("GET", RSS, "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(ask("GET", "/nobody/rss.xml").statusCode()).isEqualTo(404);
        far.json("/sim/sites", "{'code':'school','name':'School','gone':true}");
        assertThat(ask("GET", RSS).statusCode()).isEqualTo(410);
    }

    @Test
    void whoever_asks_too_often_is_told_when_to_come_again() {
        far.json("/sim/knobs", "{'callsPerMinute':1}");
        ask("GET", RSS);
        HttpResponse<String> answer = ask("GET", RSS);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 61);
    }

    @Test
    void an_editor_writes_changes_and_takes_away() throws IOException {
        assertThat(far.post("/people/article", "site", "school", "title", "By hand", "text", "Words")
                        .status())
                .isIn(200, 303);
        far.json("/sim/articles", "{'id':'2','title':'By hand, changed','text':'Words'}");
        far.json("/sim/articles/delete", "{'id':'1'}");
        far.close();
        far = open();

        assertThat(ask("GET", RSS).body()).contains("By hand, changed").doesNotContain("Holidays");
        assertThat(ask("GET", "/school/articles/1").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/school").body()).contains("By hand, changed");
    }

    @Test
    void what_is_scripted_goes_wrong_and_the_pages_for_people_do_not() {
        far.json("/sim/faults", "{'kind':'status','status':503,'next':1}");

        assertThat(ask("GET", "/school").statusCode()).isEqualTo(200);
        assertThat(ask("GET", RSS).statusCode()).isEqualTo(503);
        assertThat(ask("GET", RSS).statusCode()).isEqualTo(200);
    }
}
