package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.lianxin.audit.Verifier;
import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;
import org.lianxin.cases.Following;
import org.lianxin.cases.Reopening;
import org.lianxin.identity.People;
import org.lianxin.kernel.Settings;
import org.lianxin.launch.city.City;
import org.lianxin.launch.postgres.Progress;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The demo city, filled as {@code demo} fills it, and a walk of everybody through all of its screens. The walk takes minutes and is asked for:
 * with {@code -Dlianxin.looks=turns} widths, colours and languages take turns, with {@code all} each screen is looked at in all of them.
 */
@LianxinTest(properties = {"lianxin.demo=true", "lianxin.tests.journeys=screens"})
class ScreensJourney {
    private static final boolean ALL = "all".equals(System.getProperty("lianxin.looks"));

    /** Reached by a secret or in the middle of a deed, looked at by the tests of their modules. */
    private static final Set<String> ELSEWHERE = Set.of(
            "/sign-in/code",
            "/sign-in/link/{secret}",
            "/console/kept",
            "/ask/receipt",
            "/follow/{view}",
            "/follow/{view}/rating",
            "/follow/{view}/{part}",
            // another name of the page where tables come in; a table that was brought
            "/console/units/import",
            "/console/accounts/import",
            "/console/imports/{id}");

    @Autowired
    City city;

    @Autowired
    Settings settings;

    @Autowired
    People people;

    @Autowired
    JdbcClient db;

    @Autowired
    Following following;

    @Autowired
    Reopening reopening;

    @Autowired
    Clock clock;

    @Autowired
    Verifier verifier;

    @LocalServerPort
    int port;

    @BeforeEach
    void filledOnce() {
        if (settings.text(City.READY, "").isEmpty()) {
            city.fill(Progress.silent(), Map.of());
        }
    }

    private int count(String sql) {
        return db.sql(sql).query((row, n) -> row.getInt(1)).single();
    }

    @Test
    void the_demo_city_is_complete_and_its_trail_is_whole() {
        assertThat(count("select count(*) from registry.face_unit")).isEqualTo(29);
        assertThat(count("select count(*) from publishing.post where state = 'PUBLISHED'"))
                .isGreaterThan(80);
        assertThat(count("select count(*) from publishing.post where state = 'WITHDRAWN'"))
                .isPositive();
        assertThat(count("select count(*) from publishing.post where state = 'IN_REVIEW'"))
                .isPositive();
        assertThat(count("select count(*) from cases.face_case")).isGreaterThan(400);
        assertThat(count("select count(*) from cases.face_case where state = 'ANSWERED'"))
                .isGreaterThan(280);
        assertThat(count("select count(*) from cases.face_case where reopened > 0"))
                .isPositive();
        assertThat(count("select count(*) from cases.face_case where rating is not null"))
                .isPositive();
        assertThat(
                        count(
                                "select count(*) from cases.face_case where state in ('WITH_UNIT', 'REOPENED') and next_due_at < now()"))
                .isBetween(3, 25);
        Verifier.Result result = verifier.verify();
        assertThat(result.findings()).isEmpty();
        assertThat(result.sealed() + result.unsealed()).isGreaterThan(2_000);
    }

    @Test
    void a_newcomer_is_given_number_and_key_of_a_letter_whose_public_answer_can_still_be_rated() {
        String[] letter = settings.text(City.LETTER, "").split("\\|", 2);
        assertThat(letter).hasSize(2);
        Case opened = following.open(letter[0], letter[1], "127.0.0.1").orThrow();
        assertThat(opened).satisfies(c -> {
            assertThat(c.state()).isEqualTo(CaseState.ANSWERED);
            assertThat(c.consent()).isTrue();
            assertThat(c.rated()).isNull();
        });
        assertThat(clock.instant()).isBefore(reopening.until(opened));
    }

    @Test
    @EnabledIfSystemProperty(named = "lianxin.looks", matches = "turns|all")
    void every_screen_reads_well_for_everybody_who_may_open_it() {
        Routes routes = new Routes();
        Set<String> refused = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        List<String> people =
                List.of("", "office", "water.editor", "water.leader", "inspector", "admin", "evening-post");
        for (int i = 0; i < people.size(); i++) {
            for (boolean english : ALL || people.get(i).isEmpty() ? List.of(false, true) : List.of(i % 2 == 0)) {
                Walk walk = new Walk(routes, "http://localhost:" + port, english, ALL, refused, i);
                if (people.get(i).isEmpty()) {
                    walk.asCitizen(english ? List.of("/en", "/en/large") : List.of("/", "/sign-in"));
                } else {
                    speak(people.get(i), english);
                    walk.as(people.get(i), City.PASSWORD, port);
                }
                seen.addAll(walk.seen());
                problems.addAll(walk.problems());
            }
        }
        assertThat(problems).as(problems.size() + " problems").isEmpty();
        assertThat(routes.pages().stream()
                        .filter(page -> !ELSEWHERE.contains(page))
                        .filter(page -> !seen.contains(page)))
                .as("screens that no link led to")
                .isEmpty();
    }

    private void speak(String login, boolean english) {
        people.speak(people.byLogin(login).orElseThrow().id(), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
    }
}
