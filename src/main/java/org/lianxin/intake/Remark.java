package org.lianxin.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said on a network, as people of the unit read it: masked, without its author.
 *
 * @param unit whose account it was said to
 * @param joined number of the letter it says more to, or null
 * @param pictures hashes of what came with it and is kept beside it; of what says more to a letter they lie with that letter
 * @param edited what its author made of it later, or empty
 * @param thread the network's id of what it is said under
 */
public record Remark(
        long message,
        String number,
        long account,
        long unit,
        String channel,
        Arrival.Way way,
        Arrival.State state,
        String masked,
        String thread,
        String url,
        Instant writtenAt,
        Instant arrivedAt,
        @Nullable Instant deletedAt,
        @Nullable String joined,
        List<String> pictures,
        Pictured.Missing missing,
        String edited) {}
