package org.lianxin.console.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Access;
import org.lianxin.web.Doors;
import org.lianxin.web.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The places of the console, in groups. A person is shown those whose handler lets them in, read from the handlers themselves, so that no
 * link here is ever refused and none points at nothing.
 */
@Component
class Links {
    private static final List<Group> ALL = List.of(
            new Group(
                    "work",
                    List.of(
                            "/console/posts/new",
                            "/console/posts",
                            "/console/reposts",
                            "/console/calendar",
                            "/console/reviews",
                            "/console/deliveries",
                            "/console/register",
                            "/console/cases",
                            "/console/remarks",
                            "/console/deadlines")),
            new Group(
                    "matrix",
                    List.of(
                            "/console/units",
                            "/console/accounts",
                            "/console/connections",
                            "/console/imports",
                            "/console/chains",
                            "/console/sections",
                            "/console/routes",
                            "/console/fediverse",
                            "/console/working-days")),
            new Group(
                    "house",
                    List.of(
                            "/console/people",
                            "/console/networks/weibo",
                            "/console/outbox",
                            "/console/audit",
                            "/console/settings",
                            "/console/styleguide")),
            new Group("me", List.of("/console/me", "/console/me/apps")));

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;
    private final Doors doors;
    private volatile @Nullable Map<String, Access> known;

    Links(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers,
            Doors doors) {
        this.doors = doors;
        this.handlers = handlers;
    }

    /** @param name of the group; hrefs: addresses, in order */
    record Group(String name, List<String> hrefs) {}

    /** What the person may open, without empty groups. */
    List<Place.Group> of(Person person) {
        Map<String, Access> all = accesses();
        return ALL.stream()
                .map(g -> new Place.Group(
                        g.name(),
                        g.hrefs().stream()
                                .filter(href -> lets(all.get(href), person))
                                .map(Place::new)
                                .toList()))
                .filter(g -> !g.places().isEmpty())
                .toList();
    }

    private boolean lets(@Nullable Access access, Person person) {
        return access != null && doors.let(person, access);
    }

    private Map<String, Access> accesses() {
        Map<String, Access> already = known;
        if (already != null) {
            return already;
        }
        Map<String, Access> read = new HashMap<>();
        handlers.getObject().getHandlerMethods().forEach((info, method) -> {
            Access access = access(method);
            if (access != null && info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                info.getPatternValues().forEach(path -> read.put(path, access));
            }
        });
        known = read;
        return read;
    }

    private static @Nullable Access access(HandlerMethod method) {
        return Arrays.asList(method.getMethod(), method.getBeanType()).stream()
                .map(place -> AnnotatedElementUtils.findMergedAnnotation(place, Access.class))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
