/**
 * Websites of units, read as RSS, Atom or JSON Feed: what stands there is shown here as a link, as the website's own words. Nothing is
 * published there, and nothing of ours is in it.
 */
@NullMarked
package org.lianxin.channels.feed;

import org.jspecify.annotations.NullMarked;
