package org.lianxin.identity;

import java.time.Instant;

/**
 * Somebody was given a way in to set a password, good once until {@code expiresAt}. Told in the transaction so that a mail can carry it;
 * {@code path} holds the secret and is never kept in clear or logged.
 */
public record EntryLinkMade(long person, String path, Instant expiresAt) {
    @Override
    public String toString() {
        return "EntryLinkMade[" + person + "]";
    }
}
