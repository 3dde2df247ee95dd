package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;

/** Nothing answers beside the endpoints of the tables, and no other spelling of an address gets past its door. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
class WaysAroundTests {
    private static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @LocalServerPort
    int port;

    private Callers callers;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void meet() {
        callers = new Callers(context, port);
    }

    @Test
    void whatever_can_answer_a_request_is_known() {
        Set<String> found = new TreeSet<>();
        servlets.getServletRegistrations()
                .forEach((name, servlet) ->
                        found.add("servlet " + servlet.getClassName() + " " + new TreeSet<>(servlet.getMappings())));
        servlets.getFilterRegistrations().values().stream()
                .map(FilterRegistration::getClassName)
                .forEach(name -> found.add("filter " + name));
        context.getBeansOfType(FilterChainProxy.class).values().stream()
                .flatMap(proxy -> proxy.getFilterChains().stream())
                .flatMap(chain -> chain.getFilters().stream())
                .forEach(filter ->
                        found.add("in the sign-in chain " + filter.getClass().getName()));
        context.getBeansOfType(HandlerMapping.class).forEach((name, mapping) -> {
            Set<String> urls = mapping instanceof AbstractUrlHandlerMapping known
                    ? new TreeSet<>(known.getHandlerMap().keySet())
                    : Set.of();
            found.add("mapping " + mapping.getClass().getName() + " " + urls);
        });
        String known = Sources.read(Path.of("src/test/resources/doors.txt"));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(known.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList());
    }

    @Test
    void a_method_that_is_not_in_the_table_is_not_answered() {
        Map<String, Set<String>> written = Endpoint.written().stream()
                .collect(Collectors.groupingBy(
                        Endpoint::path, Collectors.mapping(Endpoint::method, Collectors.toSet())));
        written.forEach((path, methods) -> {
            String at = new Endpoint("GET", path, "open", "-").at("1");
            for (String verb : VERBS) {
                if (methods.contains(verb)) {
                    continue;
                }
                int office = callers.bySession(Callers.of(org.lianxin.web.Role.OFFICE, "traffic"), verb, at, false)
                        .statusCode();
                int nobody = callers.byNobody(verb, at).statusCode();
                // another row may stand for the same address: /posts/new and /posts/{id}
                if (office != 405 && office != 404 && !alsoMet(verb, at)) {
                    wrong.add(verb + " " + at + " by the office: " + office);
                }
                if (nobody != 405 && nobody != 404 && nobody != 401 && nobody != 302 && !alsoMet(verb, at)) {
                    wrong.add(verb + " " + at + " by nobody: " + nobody);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean alsoMet(String verb, String at) {
        return Endpoint.written().stream()
                .anyMatch(e -> e.method().equals(verb) && at.matches(e.path().replaceAll("\\{[a-zA-Z]+}", "[^/]+")));
    }

    @Test
    void no_other_spelling_of_an_address_opens_what_is_closed() {
        Set<String> tried = new TreeSet<>();
        for (Endpoint endpoint : Endpoint.written()) {
            if (endpoint.open() || !tried.add(endpoint.path())) {
                continue;
            }
            String path = endpoint.at("1");
            for (String spelling : spellings(path)) {
                for (String verb :
                        endpoint.method().equals("GET") ? List.of("GET", "HEAD") : List.of(endpoint.method())) {
                    HttpResponse<String> answer = callers.byNobody(verb, spelling);
                    boolean toTheDoor = answer.statusCode() == 302
                            && answer.headers()
                                    .firstValue("Location")
                                    .orElse("")
                                    .contains("/sign-in?then=");
                    if (!toTheDoor && !Set.of(400, 401, 403, 404, 405).contains(answer.statusCode())) {
                        wrong.add(verb + " " + spelling + ": " + answer.statusCode());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> spellings(String path) {
        String second = path.substring(path.indexOf('/', 1) < 0 ? path.length() : path.indexOf('/', 1));
        String first = path.substring(0, path.length() - second.length());
        return Stream.of(
                        path,
                        path + "/",
                        path + ".json",
                        path + ";a=b",
                        first + ";a=b" + second,
                        "/" + path,
                        first + "/" + second,
                        first + "/." + second,
                        first + "/x/.." + second,
                        "/x/.." + path,
                        "/en" + path,
                        "/large" + path,
                        "/en/large" + path,
                        "/en/en" + path,
                        "/assets/.." + path,
                        "/assets/1/.." + path,
                        first.toUpperCase(java.util.Locale.ROOT) + second,
                        path.replace("/console", "/%63onsole").replace("/rest", "/%72est"),
                        first + "%2f" + second.substring(Math.min(1, second.length())),
                        first + "%5c" + second,
                        path + "%00",
                        path + "%0a",
                        path + "?_method=GET")
                .distinct()
                .toList();
    }
}
