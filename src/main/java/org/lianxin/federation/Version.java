package org.lianxin.federation;

import java.util.Optional;
import org.lianxin.Lianxin;

/** Which Lianxin this is, as other servers ask. */
public final class Version {
    public static final String OF_PROGRAM = Optional.ofNullable(
                    Lianxin.class.getPackage().getImplementationVersion())
            .orElse("0.1.0");

    private Version() {}
}
