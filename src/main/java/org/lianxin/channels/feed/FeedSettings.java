package org.lianxin.channels.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How websites are read.
 *
 * @param poll how often; 0 never
 * @param keep so many of the newest entries are kept of each
 */
@ConfigurationProperties("lianxin.feeds")
record FeedSettings(
        @DefaultValue("30m") Duration poll,
        @DefaultValue("30") int keep) {}
