package org.lianxin.federation.signature;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a signature counts: clocks may be an hour apart, and no signer may say that it lasts longer than twelve. */
final class Age {
    private static final Duration APART = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(12);

    private Age() {}

    static void check(Instant created, @Nullable Instant expires, Instant now) throws Claim.Unfit {
        Instant wanted = expires == null ? created.plus(USUAL) : expires;
        Instant end = wanted.isAfter(created.plus(LONGEST)) ? created.plus(LONGEST) : wanted;
        if (created.isAfter(now.plus(APART))) {
            throw new Claim.Unfit("from the future");
        } else if (end.plus(APART).isBefore(now)) {
            throw new Claim.Unfit("too old");
        }
    }
}
