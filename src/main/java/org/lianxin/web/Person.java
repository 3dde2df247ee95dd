package org.lianxin.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: a signed-in person with what they may do at this moment. Rights always come as role <em>and</em> unit; {@code admin}
 * manages people and settings and has no right over content.
 *
 * @param session id of the sign-in session or bearer token behind the request
 */
public record Person(
        long id, String login, String name, boolean admin, Locale locale, String session, List<Grant> grants) {

    /** Holds the role in the unit, or everywhere when the role is one that reaches the whole matrix. */
    public boolean is(Role role, long unit) {
        return grants.stream().anyMatch(g -> g.role() == role && (g.unit() == unit || reachesAll(role)));
    }

    public boolean isAny(long unit, Role... roles) {
        return Arrays.stream(roles).anyMatch(role -> is(role, unit));
    }

    /** Holds the role anywhere. */
    public boolean is(Role role) {
        return grants.stream().anyMatch(g -> g.role() == role);
    }

    public boolean isAny(Role... roles) {
        return Arrays.stream(roles).anyMatch(this::is);
    }

    /** May read what the unit has: its team, the office and inspectors. */
    public boolean reads(long unit) {
        return is(Role.OFFICE) || is(Role.INSPECTOR) || grants.stream().anyMatch(g -> g.unit() == unit);
    }

    /** Sees every unit. */
    public boolean readsAll() {
        return is(Role.OFFICE) || is(Role.INSPECTOR);
    }

    /** Units in which one of the roles is held. */
    public Set<Long> units(Role... roles) {
        return grants.stream()
                .filter(g -> roles.length == 0 || Arrays.asList(roles).contains(g.role()))
                .map(Grant::unit)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The grant by which a role in a unit is held, own grants before stand-ins. */
    public Optional<Grant> by(Role role, long unit) {
        return grants.stream()
                .filter(g -> g.role() == role && (g.unit() == unit || reachesAll(role)))
                .min((a, b) -> Boolean.compare(a.standInFor() != null, b.standInFor() != null));
    }

    /**
     * For whom they act in the unit, or over the whole matrix as the office: null if by a right of their own. {@code only}: the roles that
     * allow it; without them every role but the inspector's does.
     */
    public @Nullable Long standsInFor(@Nullable Long unit, Role... only) {
        List<Grant> by = grants.stream()
                .filter(g ->
                        g.role() == Role.OFFICE || (g.role() != Role.INSPECTOR && unit != null && g.unit() == unit))
                .filter(g -> only.length == 0 || Arrays.asList(only).contains(g.role()))
                .toList();
        boolean own = by.stream().anyMatch(g -> g.standInFor() == null);
        return own || by.isEmpty() ? null : by.getFirst().standInFor();
    }

    private static boolean reachesAll(Role role) {
        return role == Role.OFFICE || role == Role.INSPECTOR;
    }
}
