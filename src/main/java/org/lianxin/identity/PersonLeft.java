package org.lianxin.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/**
 * Somebody left; what they had open is the successor's from now on. Told inside the transaction: a module that keeps work under a
 * person's name gives it over there and then.
 */
public record PersonLeft(
        long person, long successor, @Nullable Long actor) implements Audited {
    @Override
    public String action() {
        return "person.left";
    }

    @Override
    public String subject() {
        return "person";
    }

    @Override
    public long subjectId() {
        return person;
    }

    @Override
    public Map<String, ?> details() {
        return Map.of("successor", Long.toString(successor));
    }
}
