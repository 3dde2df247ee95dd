package org.lianxin.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/** An account stays after all: what was proposed ({@link ClosureProposed}) no longer holds. Publishing throws its unfinished notice away. */
public record ClosureDropped(
        long account, long ofUnit, @Nullable Long actor) implements Audited {
    @Override
    public String action() {
        return "account.closure-dropped";
    }

    @Override
    public String subject() {
        return "account";
    }

    @Override
    public long subjectId() {
        return account;
    }

    @Override
    public Long unit() {
        return ofUnit;
    }

    @Override
    public Map<String, ?> details() {
        return Map.of();
    }
}
