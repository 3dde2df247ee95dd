package org.lianxin.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Can carry further what another account has published on this network. It is sent as any post is: published with a sheet that names the
 * original, found by reading back, taken away by a withdrawal.
 */
public interface Reposts extends Connector {

    /** Key of a sentence why it cannot at this moment, or null: it can. */
    @Nullable
    String cannotRepost();

    /** Most characters of own words beside the original, as the network counts them; 0: there is no room for any. */
    int ownWords();

    /** As {@link #fit}: exactly the bytes that would go out, the original named in them. */
    Fitted fitRepost(Manuscript own, Carried original);
}
