/** A simulated website of offices: articles that people read, and the same as feeds, which are asked for with conditions. */
@NullMarked
package org.lianxin.simulators.website;

import org.jspecify.annotations.NullMarked;
