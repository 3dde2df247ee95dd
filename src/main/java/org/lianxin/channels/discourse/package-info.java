/**
 * A forum that runs Discourse: a post is a topic there, corrected and withdrawn by its own address; what people answer in it comes in, and
 * our answer stands below it. Facts that nobody could confirm are settings ({@link DiscourseSettings}).
 */
@NullMarked
package org.lianxin.channels.discourse;

import org.jspecify.annotations.NullMarked;
