package org.lianxin.audit;

import java.util.Arrays;

/**
 * A sealed row as the {@link Walk} sees it.
 *
 * @param place its number as it stands in the table
 * @param mac as it stands in the table; own: what it must be for this content
 */
record Sealed(long place, long id, byte[] mac, byte[] own, byte[] link) {

    boolean genuine() {
        return Arrays.equals(mac, own);
    }

    /** Whether this row was sealed as that number upon that link, with its present content or its present MAC. */
    boolean follows(byte[] before, long number, byte[] chainKey) {
        return Arrays.equals(link, Sealer.link(chainKey, before, mac, number))
                || (!genuine() && Arrays.equals(link, Sealer.link(chainKey, before, own, number)));
    }
}
