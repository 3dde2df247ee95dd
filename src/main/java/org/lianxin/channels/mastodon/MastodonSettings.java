package org.lianxin.channels.mastodon;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a server is taken to allow where it does not say so itself.
 *
 * @param characters longest post; most servers name their own when an account is connected
 * @param link characters that a link counts for
 * @param mention characters kept free for the name of whoever is answered
 * @param pictures most in one post
 * @param calls of one account together
 * @param pause how long to rest when the server says that it is too much and not for how long
 * @param poll how often mentions are fetched; 0 never
 */
@ConfigurationProperties("lianxin.mastodon")
record MastodonSettings(
        @DefaultValue("500") int characters,
        @DefaultValue("23") int link,
        @DefaultValue("32") int mention,
        @DefaultValue("4") int pictures,
        @DefaultValue("300/5m") String calls,
        @DefaultValue("5m") Duration pause,
        @DefaultValue("2m") Duration poll) {}
