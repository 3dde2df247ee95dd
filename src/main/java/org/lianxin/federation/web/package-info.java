/** The pages of the fediverse: what the office sees and decides, and what anybody may read. */
@NullMarked
package org.lianxin.federation.web;

import org.jspecify.annotations.NullMarked;
