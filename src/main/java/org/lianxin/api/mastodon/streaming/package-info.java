/** What happens, told to apps at once: over a stream of events or a socket, whichever they know. Nothing is told that a call would not show. */
@NullMarked
package org.lianxin.api.mastodon.streaming;

import org.jspecify.annotations.NullMarked;
