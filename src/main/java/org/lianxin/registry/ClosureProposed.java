package org.lianxin.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/**
 * An account shall be closed. Publishing drafts the public notice and, once it is public, calls {@link Accounts#noticePublished}; only then
 * the account may become {@link AccountState#CLOSED}.
 */
public record ClosureProposed(
        long account,
        long ofUnit,
        Platform platform,
        String handle,
        String name,
        String reason,
        @Nullable Long actor) implements Audited {
    @Override
    public String action() {
        return "account.closure-proposed";
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
        return Map.of("reason", reason);
    }
}
