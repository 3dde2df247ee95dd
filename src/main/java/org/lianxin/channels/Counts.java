package org.lianxin.channels;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;

/** A network that tells how often something was read, passed on, commented on. Asked once a day for each account. */
public interface Counts {

    Platform platform();

    /** What could be read; what could not is missing, never zero. Does not throw for a network that does not answer. */
    Counted count(Connection connection, List<Out> out);

    /** A post that is out. */
    record Out(String remoteId, Instant since) {}

    /**
     * A snapshot.
     *
     * @param day to which it belongs
     * @param posts by the network's ids
     */
    record Counted(LocalDate day, @Nullable Long followers, Map<String, Numbers> posts) {}

    /** Null: the network does not say. */
    record Numbers(
            @Nullable Long reads,
            @Nullable Long reposts,
            @Nullable Long comments,
            @Nullable Long likes) {}
}
