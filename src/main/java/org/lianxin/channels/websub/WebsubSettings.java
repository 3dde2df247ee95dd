package org.lianxin.channels.websub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the hub allows.
 *
 * @param worker whether it brings anything by itself
 * @param lease of a subscription that asks for none; longest: of any
 * @param perHost subscriptions of one host
 * @param asked requests about one host in an hour; all: about all of them together
 * @param patience how long it is tried to bring what has changed
 */
@ConfigurationProperties("lianxin.websub")
record WebsubSettings(
        @DefaultValue("true") boolean worker,
        @DefaultValue("10d") Duration lease,
        @DefaultValue("30d") Duration longest,
        @DefaultValue("200") int perHost,
        @DefaultValue("60") int asked,
        @DefaultValue("2000") int all,
        @DefaultValue("1d") Duration patience) {}
