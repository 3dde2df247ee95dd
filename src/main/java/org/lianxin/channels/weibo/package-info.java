/**
 * Sina Weibo over its open interface: posts with a link to the micro-site, comments, mentions and private messages in, answers out.
 * What an ordinary application may not do is asked of a person. Facts that nobody could confirm are settings ({@link WeiboSettings}).
 */
@NullMarked
package org.lianxin.channels.weibo;

import org.jspecify.annotations.NullMarked;
