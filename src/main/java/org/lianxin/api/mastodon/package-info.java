/** The interface of the fediverse's apps: what stands in timelines, as they read it. */
@NullMarked
package org.lianxin.api.mastodon;

import org.jspecify.annotations.NullMarked;
