/**
 * A simulated WeChat official account platform: tokens, drafts, publications, comments, messages and figures with their quotas, windows, events and traps.
 * <i>Followers</i> are scripted, or are people who write into the page. It knows nothing of its clients but what they send.
 */
@NullMarked
package org.lianxin.simulators.wechat;

import org.jspecify.annotations.NullMarked;
