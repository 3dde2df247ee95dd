package org.lianxin.registry;

import java.util.Collection;
import java.util.Set;

/**
 * What other modules hold on to. A unit or account that came by a table is not taken back with it while something of theirs would lose its
 * unit or account; each module that keeps such things says so here.
 */
public interface InUse {
    /** Those of the units that the module needs. */
    default Set<Long> units(Collection<Long> units) {
        return Set.of();
    }

    /** Those of the accounts that the module needs. */
    default Set<Long> accounts(Collection<Long> accounts) {
        return Set.of();
    }
}
