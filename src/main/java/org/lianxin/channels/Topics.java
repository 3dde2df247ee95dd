package org.lianxin.channels;

import java.util.Optional;

/** The feeds of this installation, for whoever brings them to subscribers. Implemented by whoever writes them. */
public interface Topics {

    /** What stands at this address now; empty if it is not the address of one of our feeds. */
    Optional<Content> at(String url);

    /** @param type media type as it is served */
    record Content(String type, byte[] body) {}
}
