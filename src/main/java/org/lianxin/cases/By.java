package org.lianxin.cases;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;

/** Who did something to a case, and for whom if it was done only as a stand-in (代理): a right of one's own goes first. */
record By(@Nullable Long person, @Nullable Long standInFor) {
    /** The citizen, or the program itself. */
    static final By NOBODY = new By(null, null);

    /** By the office's right over every case. */
    static By office(Person person) {
        return of(person, g -> g.role() == Role.OFFICE);
    }

    /** By the right of {@link Case#writtenBy}. */
    static By writer(Person person, Case letter) {
        return of(
                person,
                g -> Objects.equals(g.unit(), letter.unit())
                        && List.of(Role.EDITOR, Role.LEADER, Role.PARTNER, Role.OFFICE)
                                .contains(g.role()));
    }

    /** By the right of the unit whose case it is. */
    static By unit(Person person, Case letter) {
        return of(person, g -> ofUnit(g, letter));
    }

    /** By the right of a leader of that unit, or of the office. */
    static By leader(Person person, long unit) {
        return of(person, g -> g.role() == Role.OFFICE || (g.unit() == unit && g.role() == Role.LEADER));
    }

    /** By the right of {@link Case#handledBy}. */
    static By handler(Person person, Case letter) {
        return of(person, g -> g.role() == Role.OFFICE || ofUnit(g, letter));
    }

    private static boolean ofUnit(Grant grant, Case letter) {
        return Objects.equals(grant.unit(), letter.unit())
                && (grant.role() == Role.EDITOR || grant.role() == Role.LEADER);
    }

    private static By of(Person person, Predicate<Grant> right) {
        List<Grant> by = person.grants().stream().filter(right).toList();
        boolean own = by.stream().anyMatch(g -> g.standInFor() == null);
        return new By(person.id(), own || by.isEmpty() ? null : by.getFirst().standInFor());
    }
}
