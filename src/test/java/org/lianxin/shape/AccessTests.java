package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.shape.Callers.Caller;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Who may call what, found out by calling: every endpoint of the running program by every role, by session and by token, against
 * {@code endpoints/*.csv}. {@link EndpointsTests} sees to it that the tables are complete.
 */
@LianxinTest(properties = "lianxin.delivery.worker=false")
class AccessTests {
    /** An id that nothing has: what is answered is then the door's word, not that of the thing behind it. */
    private static final String NOTHING = "1";

    private static final String REFUSED = ", but the table lets them in";

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private Callers callers;

    @BeforeEach
    void meet() {
        callers = new Callers(context, port);
    }

    @Test
    void every_endpoint_lets_in_exactly_whom_its_row_names() {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.written()) {
            int before = wrong.size();
            for (Caller caller : Callers.all()) {
                String path = endpoint.at(NOTHING);
                if (endpoint.signed()) {
                    int seen = callers.byNobody(endpoint.method(), path).statusCode();
                    if (seen != 401 && seen != 403 && seen != 415) {
                        wrong.add(endpoint + " unsigned: " + seen);
                    }
                    break;
                }
                if (endpoint.forApps()) {
                    judgeForApps(endpoint, caller, path, wrong);
                    continue;
                }
                if (caller.login() == null) {
                    judge(endpoint, caller, "", callers.byNobody(endpoint.method(), path), wrong);
                    continue;
                }
                judge(endpoint, caller, "by session", callers.bySession(caller, endpoint.method(), path, false), wrong);
                if (endpoint.forPrograms()) {
                    judge(endpoint, caller, "by token", callers.byToken(caller, endpoint.method(), path, false), wrong);
                }
            }
            if (!endpoint.hasId() && endpoint.foreign().equals("403")) {
                // of those whom the row names only some may, for a reason of the service's own: not all of them are
                // refused
                List<String> some = wrong.subList(before, wrong.size());
                if (some.stream().allMatch(line -> line.endsWith(REFUSED))
                        && some.size()
                                < Callers.all().stream().filter(endpoint::lets).count()) {
                    some.clear();
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** By whom an app is let in is tried in the tests of its module; here, that nothing else opens its addresses. */
    private void judgeForApps(Endpoint endpoint, Caller caller, String path, List<String> wrong) {
        List<HttpResponse<String>> answers = caller.login() == null
                ? List.of(callers.byNobody(endpoint.method(), path))
                : List.of(
                        callers.bySession(caller, endpoint.method(), path, false),
                        callers.byToken(caller, endpoint.method(), path, false));
        for (HttpResponse<String> answer : answers) {
            if (answer.statusCode() != 401
                    || answer.headers().firstValue("WWW-Authenticate").isEmpty()) {
                wrong.add(endpoint + " " + caller + " without an app: " + answer.statusCode());
            }
        }
    }

    @Test
    void no_form_of_a_session_is_taken_without_the_token_of_that_session() {
        String anothers = callers.session("water.editor").token();
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.written()) {
            if (endpoint.safe()) {
                continue;
            }
            Caller caller = Callers.all().stream()
                    .filter(c -> c.login() != null && (endpoint.lets(c) || endpoint.forApps()))
                    .findFirst()
                    .orElseThrow();
            String path = endpoint.at(NOTHING);
            if (endpoint.knowsNobody()) {
                // nothing is done there in a person's name, so a sign-in beside it makes no difference
                int alone = callers.byNobody(endpoint.method(), path).statusCode();
                if (callers.withForeignToken(caller, endpoint.method(), path, null)
                                .statusCode()
                        != alone) {
                    wrong.add(endpoint + " is not " + alone + " for somebody who has signed in");
                }
                continue;
            }
            for (String token : Arrays.asList(null, "", "none", anothers)) {
                for (String from : List.of("cross-site", "same-site", "same-origin")) {
                    HttpResponse<String> answer = callers.withForeignToken(
                            caller, endpoint.method(), path, token, "Sec-Fetch-Site", from, "Sec-Fetch-Mode", "cors");
                    if (answer.statusCode() != 403) {
                        wrong.add(endpoint + " from " + from + " with token " + token + ": " + answer.statusCode());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void judge(
            Endpoint endpoint, Caller caller, String how, HttpResponse<String> answer, List<String> wrong) {
        String seen = endpoint + " " + caller + " " + how + ": " + answer.statusCode() + " "
                + answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() >= 500) {
            wrong.add(seen + ", a fault");
        } else if (endpoint.lets(caller) && isRefused(endpoint, answer)) {
            wrong.add(seen + REFUSED);
        } else if (!endpoint.lets(caller) && !isRefusal(endpoint, caller, answer)) {
            wrong.add(seen + ", but the table keeps them out");
        }
    }

    private static boolean isRefused(Endpoint endpoint, HttpResponse<String> answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403
                || (toTheDoor(answer) && !endpoint.path().startsWith("/sign-"));
    }

    /** Signed in: 403. Not signed in: programs 401 with the way to do it, browsers the door. */
    private static boolean isRefusal(Endpoint endpoint, Caller caller, HttpResponse<String> answer) {
        if (caller.login() != null) {
            return answer.statusCode() == 403;
        }
        return endpoint.forPrograms()
                ? answer.statusCode() == 401
                        && answer.headers().firstValue("WWW-Authenticate").isPresent()
                : toTheDoor(answer);
    }

    private static boolean toTheDoor(HttpResponse<String> answer) {
        return answer.statusCode() == 302
                && answer.headers().firstValue("Location").orElse("").contains("/sign-in?then=");
    }
}
