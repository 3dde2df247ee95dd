/**
 * An account of a unit on a server elsewhere that speaks Mastodon's client interface: Mastodon, GoToSocial, snac and others. Our own
 * server of the fediverse is module {@code federation}.
 */
@NullMarked
package org.lianxin.channels.mastodon;

import org.jspecify.annotations.NullMarked;
