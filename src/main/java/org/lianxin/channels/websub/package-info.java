/**
 * A WebSub hub for our own feeds and no others: whoever subscribes gets them when they change. Nothing of who subscribes is shown, and a
 * subscription ends with its lease.
 */
@NullMarked
package org.lianxin.channels.websub;

import org.jspecify.annotations.NullMarked;
