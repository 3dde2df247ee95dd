/**
 * A simulated Weibo: the open platform's calls as their documentation and their users describe them, with its quotas, its codes and its traps.
 * <i>Citizens</i> are scripted, or are people who write into the page. It knows nothing of its clients but what they send.
 */
@NullMarked
package org.lianxin.simulators.weibo;

import org.jspecify.annotations.NullMarked;
