/** How an app asks: parameters in every form, answers, pace. */
@NullMarked
package org.lianxin.api.mastodon.call;

import org.jspecify.annotations.NullMarked;
