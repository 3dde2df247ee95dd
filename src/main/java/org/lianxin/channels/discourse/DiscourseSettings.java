package org.lianxin.channels.discourse;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a forum allows; each forum sets its own, these are the defaults of Discourse.
 *
 * @param titleLeast shortest title in characters (15 on an English forum, 6 on a Chinese one); what is shorter gets the unit's name before it
 * @param textLeast shortest text of an answer (20, or 8)
 * @param pictures most in one topic
 * @param calls of one account together; a forum counts those of its administrators' keys by the minute
 * @param pause how long to rest when the forum says that it is too much and not for how long
 * @param poll how often what is new is fetched, beside what is pushed; 0 never
 */
@ConfigurationProperties("lianxin.discourse")
record DiscourseSettings(
        @DefaultValue("6") int titleLeast,
        @DefaultValue("255") int titleMost,
        @DefaultValue("8") int textLeast,
        @DefaultValue("32000") int textMost,
        @DefaultValue("9") int pictures,
        @DefaultValue("60/1m") String calls,
        @DefaultValue("1m") Duration pause,
        @DefaultValue("5m") Duration poll) {}
