package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.shape.Callers.Caller;
import org.lianxin.shape.Things.Belonging;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose a thing is, found out by trying: every address with an id, with the id of a real thing of the water unit, by everybody else whom the
 * table lets call. What they are answered stands in the table's last column; that those to whom it belongs do reach it is the proof that the
 * id was a good one.
 */
@LianxinTest(properties = "lianxin.delivery.worker=false")
class ForeignTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Callers callers;
    private Things things;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void meet() {
        callers = new Callers(context, port);
        things = new Things(context, callers);
    }

    private static List<Endpoint> bound() {
        return Endpoint.written().stream()
                .filter(e -> !e.open() && !e.forApps() && e.hasId())
                .toList();
    }

    @Test
    void nobody_reaches_what_belongs_to_another_unit_or_person_and_nothing_is_done() {
        for (Endpoint endpoint : bound()) {
            Belonging thing = things.belonging(endpoint);
            List<Caller> strangers = Callers.all().stream()
                    .filter(c -> c.login() != null && !thing.theirs().contains(c.login()))
                    .filter(c -> endpoint.foreign().equals("403") || endpoint.lets(c))
                    .toList();
            if (strangers.isEmpty() != endpoint.foreign().equals("-")) {
                wrong.add(endpoint + ": says " + endpoint.foreign() + ", and strangers whom it lets call are "
                        + strangers);
                continue;
            }
            String path = endpoint.at(thing.made().get());
            for (Caller stranger : strangers) {
                long before = deeds();
                answers(stranger, endpoint, path)
                        .filter(answer -> answer.statusCode() != Integer.parseInt(endpoint.foreign()))
                        .forEach(answer -> wrong.add(endpoint + " by " + stranger + ": " + answer.statusCode()
                                + " instead of " + endpoint.foreign()));
                if (deeds() != before) {
                    wrong.add(endpoint + " by " + stranger + ": something was done");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void those_to_whom_it_belongs_do_reach_it() {
        for (Endpoint endpoint : bound()) {
            Belonging thing = things.belonging(endpoint);
            List<String> refused = new ArrayList<>();
            List<Caller> owners = Stream.concat(
                            Arrays.stream(Role.values()).map(role -> Callers.of(role, "water")),
                            Callers.all().stream().filter(Caller::admin))
                    .filter(c -> thing.theirs().contains(Objects.toString(c.login(), "")) && endpoint.lets(c))
                    .toList();
            for (Caller owner : owners) {
                HttpResponse<String> answer = endpoint.forPrograms()
                        ? callers.byToken(
                                owner,
                                endpoint.method(),
                                endpoint.at(thing.made().get()),
                                true)
                        : callers.bySession(
                                owner,
                                endpoint.method(),
                                endpoint.at(thing.made().get()),
                                true);
                int status = answer.statusCode();
                if (List.of(401, 403, 404).contains(status) || status >= 500) {
                    refused.add(owner + " " + status);
                }
                if (status == 401 || status >= 500 || (endpoint.safe() && status == 404)) {
                    wrong.add(endpoint + " by " + owner + ": " + status);
                }
            }
            // who may do what with their own is the business of the module; that somebody may is the least
            if (refused.size() == owners.size()) {
                wrong.add(endpoint + ": not reached by " + refused);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_list_names_what_belongs_to_another_unit_or_person() {
        List<String> secrets = things.secrets();
        for (Endpoint endpoint : Endpoint.written()) {
            if (!endpoint.method().equals("GET") || endpoint.hasId()) {
                continue;
            }
            for (Caller stranger : Callers.all()) {
                if (readsAll(stranger, endpoint) || !endpoint.lets(stranger)) {
                    continue;
                }
                for (String query :
                        stranger.roles().contains(Role.EDITOR) || stranger.login() == null ? queries() : List.of("")) {
                    String path = endpoint.at("") + query;
                    String body = stranger.login() == null
                            ? callers.byNobody("GET", path).body()
                            : callers.bySession(stranger, "GET", path, false).body();
                    secrets.stream()
                            .filter(body::contains)
                            .forEach(found -> wrong.add(path + " by " + stranger + " names " + found));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean readsAll(Caller caller, Endpoint endpoint) {
        boolean matrix = caller.roles().contains(Role.OFFICE) || caller.roles().contains(Role.INSPECTOR);
        return matrix || (caller.admin() && endpoint.access().contains("admin"));
    }

    /** Ways to ask a list for more than it shows by itself. */
    private List<String> queries() {
        String words = "?q=" + URLEncoder.encode(Things.WORDS, StandardCharsets.UTF_8);
        return List.of(
                "",
                "?view=all",
                "?part=all",
                "?of=decided",
                words,
                "?unit=" + things.unit(),
                "?unit=" + things.unit() + "&part=all&view=all&state=draft");
    }

    @Test
    void what_is_open_to_everybody_shows_what_is_public_and_nothing_else() {
        for (Endpoint endpoint : Endpoint.written()) {
            if (endpoint.open()
                    && endpoint.hasId()
                    && !endpoint.signed()
                    && endpoint.method().equals("GET")) {
                var thing = things.inPublic(endpoint);
                String shown = endpoint.at(thing.shown().get());
                String hidden = endpoint.at(thing.hidden().get());
                List<String> prefixes = endpoint.forServers() ? List.of("") : List.of("", "/en", "/large", "/en/large");
                for (String prefix : prefixes) {
                    expect(Set.of(200), prefix + shown);
                    expect(Set.of(404, 410), prefix + hidden);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void expect(Set<Integer> any, String path) {
        HttpResponse<String> answer = callers.byNobody("GET", path);
        String next = answer.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]+", "");
        int seen = answer.statusCode() == 302 ? callers.byNobody("GET", next).statusCode() : answer.statusCode();
        if (!any.contains(seen)) {
            wrong.add(path + ": " + seen + " instead of " + any);
        }
    }

    private Stream<HttpResponse<String>> answers(Caller caller, Endpoint endpoint, String path) {
        HttpResponse<String> session = callers.bySession(caller, endpoint.method(), path, true);
        return endpoint.forPrograms()
                ? Stream.of(session, callers.byToken(caller, endpoint.method(), path, true))
                : Stream.of(session);
    }

    /** What stands in the trail but for the sign-ins of the callers. */
    private long deeds() {
        return db.sql("select count(*) from audit.face_entry where action <> 'person.signed-in'")
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
