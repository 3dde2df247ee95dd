package org.lianxin.delivery;

import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;

/** One network. What it can do is said by the capability interfaces it implements; there is no method that throws "not supported". */
public interface Connector {

    Platform platform();

    /** Limits of a post on this network, for the preview and the check while writing. */
    Limits limits();

    /** Makes of a manuscript the bytes that would go out, exactly; called when a post is submitted, never later. */
    Fitted fit(Manuscript manuscript);

    /** Zero means the network has no limit of that kind. */
    record Limits(int characters, int pictures, boolean video, boolean corrects, boolean withdraws) {}

    /**
     * @param bytes what is kept, hashed and sent
     * @param problem key of a sentence if the network would refuse this manuscript, else null
     * @param characters as the network counts them, or −1 where it counts what people read
     * @param cut whether something is left out, for which the link in it leads to the micro-site
     */
    record Fitted(String mediaType, byte[] bytes, @Nullable String problem, int characters, boolean cut) {
        public Fitted(String mediaType, byte[] bytes, @Nullable String problem) {
            this(mediaType, bytes, problem, -1, false);
        }
    }
}
