package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Access;
import org.lianxin.web.ForApps;
import org.lianxin.web.Open;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what: the handlers as the program knows them, against the tables in {@code endpoints/*.csv} that people read and decide. */
@LianxinTest
class EndpointsTests {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    @Test
    void every_endpoint_is_in_the_table_with_exactly_its_access() {
        Map<String, String> known = new TreeMap<>();
        handlers.getHandlerMethods().forEach((info, method) -> {
            if (method.getBeanType().getName().startsWith("org.lianxin.")) {
                for (String path : info.getPatternValues()) {
                    for (String verb : info.getMethodsCondition().getMethods().isEmpty()
                            ? List.of("*")
                            : info.getMethodsCondition().getMethods().stream()
                                    .map(Enum::name)
                                    .toList()) {
                        known.put(verb + " " + path, access(method));
                    }
                }
            }
        });
        Map<String, String> written = new TreeMap<>();
        List<Endpoint> twice = new ArrayList<>();
        written.put("* /error", "open");
        for (Endpoint endpoint : Endpoint.written()) {
            if (written.put(endpoint.toString(), endpoint.access()) != null) {
                twice.add(endpoint);
            }
        }
        assertThat(twice).isEmpty();
        assertThat(known).isEqualTo(written);
    }

    private static String access(HandlerMethod method) {
        boolean own = AnnotatedElementUtils.hasAnnotation(method.getMethod(), Open.class)
                || AnnotatedElementUtils.hasAnnotation(method.getMethod(), ForApps.class)
                || AnnotatedElementUtils.hasAnnotation(method.getMethod(), Access.class);
        var place = own ? method.getMethod() : method.getBeanType();
        if (AnnotatedElementUtils.hasAnnotation(place, Open.class)) {
            return "open";
        }
        ForApps apps = AnnotatedElementUtils.findMergedAnnotation(place, ForApps.class);
        if (apps != null) {
            return apps.value().isEmpty()
                    ? "app"
                    : "app:" + Arrays.stream(apps.value().split(" ")).sorted().collect(Collectors.joining("|"));
        }
        Access access = AnnotatedElementUtils.findMergedAnnotation(place, Access.class);
        if (access == null) {
            return "refused to all";
        }
        String roles = Arrays.stream(access.value()).map(Enum::name).sorted().collect(Collectors.joining("|"));
        if (roles.isEmpty()) {
            return access.admin() ? "admin" : "signed-in";
        }
        return access.admin() ? roles + "+admin" : roles;
    }
}
