/**
 * The scripted network of demos and tests, whose far side is a process of its own. Speaks HTTP to the one configured address and nowhere
 * else; a lost answer is unknown, never a failure.
 */
@NullMarked
package org.lianxin.channels.sandbox;

import org.jspecify.annotations.NullMarked;
