package org.lianxin.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;

/**
 * Port: what may not go out for the time being. Asked before each round of claims, so it must answer from memory or by one small
 * statement. While something is held its deliveries stay queued and the board says why; withdrawals go out all the same.
 */
public interface Hold {

    List<Held> held();

    /**
     * @param account null for all accounts of the platform
     * @param platform null for all platforms
     * @param reason ready to show
     */
    record Held(@Nullable Long account, @Nullable Platform platform, String reason) {
        boolean concerns(long anAccount, Platform aPlatform) {
            return (account == null || account == anAccount) && (platform == null || platform == aPlatform);
        }
    }
}
