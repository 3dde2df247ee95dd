/** Which app may speak for whom: sign-in by OAuth, its tokens, and their end. */
@NullMarked
package org.lianxin.api.mastodon.oauth;

import org.jspecify.annotations.NullMarked;
