package org.lianxin.intake;

import java.util.List;

/** Port: whoever works on a message learns which pictures belong to it, in the transaction that adds one. */
public interface Illustrating {
    /** @param pictures hashes of all that belong to it now */
    void illustrated(long message, List<String> pictures);
}
