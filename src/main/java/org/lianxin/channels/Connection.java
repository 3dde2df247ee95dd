package org.lianxin.channels;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;

/**
 * An account's connection to its network.
 *
 * @param remoteId the account's own id there
 * @param secrets tokens and keys by name; empty once it has ended. Never shown, never logged.
 * @param why the last words about it
 * @param expiresAt when it has to be authorised again, or null
 */
public record Connection(
        long account,
        Platform platform,
        String remoteId,
        String remoteName,
        Map<String, String> secrets,
        State state,
        String why,
        @Nullable Instant connectedAt,
        @Nullable Instant expiresAt,
        int version) {

    /** How it stands. */
    public enum State {
        /** Works, as far as is known. */
        OPEN,
        /** The network no longer takes its token: an editor authorises it again. */
        EXPIRED,
        /** A person ended it. */
        ENDED
    }

    public String secret(String name) {
        return secrets.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return "connection of account " + account + " to " + platform + ", " + state;
    }
}
