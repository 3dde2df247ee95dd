package org.lianxin.intake;

import java.time.Instant;
import java.util.Optional;

/** Port: until when whoever works on a message has to answer it. */
public interface Promising {
    /** Empty if nobody works on it, or no deadline runs. */
    Optional<Instant> answeredBy(long message);
}
