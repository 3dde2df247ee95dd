package org.lianxin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.identity.Visitor.location;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A session that ends in the middle of writing loses nothing. The form of one's own account stands for any form of the console. */
@LianxinTest
class KeptFormsTests {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final String WORDS = "东风路积水已排完，\r\n请放心通行 𠮷<script>";
    private static int number;

    @Autowired
    ApplicationContext context;

    @Autowired
    People people;

    @Autowired
    KeptForms forms;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Profile person;
    private Visitor visitor;
    private List<String> form;

    @BeforeEach
    void somebodyWritesUntilTheSessionIsOver() {
        Cast.in(context);
        clock.set(NOW);
        person = people.create(NewPerson.of("kept." + ++number, "马晓燕").withPassword(Cast.PASSWORD), null)
                .orThrow();
        visitor = new Visitor(port);
        visitor.signIn(person.login(), Cast.PASSWORD);
        form = List.of("_csrf", visitor.csrf(), "name", WORDS, "email", "", "password", "Typed-2026", "version", "0");
    }

    @AfterEach
    void timeGoesOn() {
        clock.set(null);
    }

    private void sessionEnds() {
        clock.set(clock.instant().plus(Duration.ofMinutes(31)));
    }

    private List<KeptForms.Kept> kept() {
        return forms.of(people.asPerson(person.id()).orElseThrow());
    }

    @Test
    void what_was_posted_after_the_session_ended_is_kept_and_given_back_after_signing_in() {
        sessionEnds();
        var answer = visitor.post("/console/me?x=1", form);
        assertThat(location(answer)).isEqualTo("/sign-in?then=/console/kept&said=text-kept");
        assertThat(visitor.get(location(answer)).body()).contains("刚才写的字已经留好");
        visitor.signIn(person.login(), Cast.PASSWORD);
        String page = visitor.get("/console/kept").body();
        assertThat(page)
                .contains("东风路积水已排完", "请放心通行 𠮷&lt;script>", "action=\"/console/me?x=1&amp;_kept=")
                .doesNotContain("Typed-2026", "<script>");
        assertThat(kept().getFirst().fields())
                .contains(new KeptForms.Field("name", WORDS), new KeptForms.Field("version", "0"));
        assertThat(visitor.get("/console").body()).contains("登录过期时没寄出的字");
    }

    @Test
    void carried_on_it_is_dropped_once_it_has_been_taken_and_not_before() {
        sessionEnds();
        visitor.post("/console/me", form);
        visitor.signIn(person.login(), Cast.PASSWORD);
        String id = Long.toString(kept().getFirst().id());
        assertThat(visitor.submit("/console/me?_kept=" + id, "name", WORDS, "email", "", "version", "0")
                        .statusCode())
                .isEqualTo(422);
        assertThat(kept()).hasSize(1);
        assertThat(visitor.submit("/console/me?_kept=" + id, "name", "马小燕", "email", "", "version", "0")
                        .statusCode())
                .isEqualTo(302);
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_form_of_an_earlier_session_is_kept_as_well_when_its_writer_has_signed_in_anew() {
        sessionEnds();
        visitor.signIn(person.login(), Cast.PASSWORD);
        assertThat(location(visitor.post("/console/me", form))).isEqualTo("/console/kept?said=text-kept-again");
        assertThat(kept().getFirst().words()).containsExactly(WORDS);
        assertThat(people.find(person.id()).orElseThrow().name()).isEqualTo("马晓燕");
    }

    @Test
    void a_script_that_saves_by_itself_is_told_and_leaves_one_copy_the_latest() {
        sessionEnds();
        assertThat(visitor.post("/console/me", form, "Sec-Fetch-Mode", "cors", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.post(
                                "/console/me",
                                List.of("name", "第二稿"),
                                "Sec-Fetch-Mode",
                                "cors",
                                "Sec-Fetch-Site",
                                "same-origin")
                        .statusCode())
                .isEqualTo(401);
        assertThat(kept())
                .hasSize(1)
                .first()
                .satisfies(k -> assertThat(k.words()).containsExactly("第二稿"));
    }

    @Test
    void somebody_else_neither_sees_nor_drops_it() {
        sessionEnds();
        visitor.post("/console/me", form);
        long id = kept().getFirst().id();
        Visitor other = new Visitor(port);
        other.signIn("traffic.editor", Cast.PASSWORD);
        assertThat(other.get("/console/kept").body()).doesNotContain("东风路");
        assertThat(other.submit("/console/kept/" + id + "/removal").statusCode())
                .isEqualTo(404);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void nothing_is_kept_for_a_cookie_that_was_nobody_s_nor_from_another_site() {
        assertThat(new Visitor(port)
                        .post("/console/me", form, "Cookie", "lianxin=made-up")
                        .statusCode())
                .isEqualTo(302);
        sessionEnds();
        visitor.post("/console/me", form, "Origin", "https://evil.example");
        assertThat(kept()).isEmpty();
    }

    @Test
    void it_is_locked_in_the_database_and_gone_after_a_day() {
        sessionEnds();
        visitor.post("/console/me", form);
        byte[] fields = db.sql("select fields from identity.kept_form where person = ?")
                .param(person.id())
                .query((r, n) -> r.getBytes(1))
                .single();
        assertThat(new String(fields, StandardCharsets.UTF_8)).doesNotContain("东风路", "name");
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        assertThat(kept()).isEmpty();
        assertThat(forms.sweep()).isPositive();
        assertThat(db.sql("select count(*) from identity.kept_form where person = ?")
                        .param(person.id())
                        .query((r, n) -> r.getInt(1))
                        .single())
                .isZero();
    }
}
