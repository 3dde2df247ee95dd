package org.lianxin.registry.web;

import org.lianxin.web.Person;

/**
 * Whose register a person may read: the office, inspectors and administrators all of it, everybody else the units where they hold a role
 * at this moment. A unit above reads nothing of one below by standing above it.
 */
final class Sight {
    private Sight() {}

    static boolean all(Person person) {
        return person.readsAll() || person.admin();
    }

    static boolean of(Person person, long unit) {
        return all(person) || person.reads(unit);
    }
}
