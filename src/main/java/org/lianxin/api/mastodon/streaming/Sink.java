package org.lianxin.api.mastodon.streaming;

import java.io.IOException;

/** The way to one app. Called from one thread at a time; what cannot be said ends the listener. */
interface Sink {

    /** @param payload JSON, or an id */
    void say(Stream stream, String event, String payload) throws IOException;

    /** That the way is still open. */
    void beat() throws IOException;

    void close();
}
