/** A server elsewhere with the client interface of Mastodon 4.3, as strict as the real one: {@link org.lianxin.simulators.mastodon.MastodonSimulator}. */
@NullMarked
package org.lianxin.simulators.mastodon;

import org.jspecify.annotations.NullMarked;
