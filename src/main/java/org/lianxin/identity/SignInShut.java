package org.lianxin.identity;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/** Somebody failed too often to sign in as this person; the door is shut until then. The person is told, whoever it was. */
public record SignInShut(long person, Instant until, String address) implements Audited {
    @Override
    public String action() {
        return "person.sign-in-shut";
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
    public @Nullable Long actor() {
        return null;
    }

    @Override
    public Map<String, ?> details() {
        return Map.of("until", until.toString(), "address", address);
    }
}
