/** A forum that runs Discourse, as strict as the real one: {@link org.lianxin.simulators.discourse.DiscourseSimulator}. */
@NullMarked
package org.lianxin.simulators.discourse;

import org.jspecify.annotations.NullMarked;
