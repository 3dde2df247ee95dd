package org.lianxin.channels.weibo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.lianxin.channels.Allowance;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Weibo is and what it allows.
 *
 * @param api the open interface; commercial: the same for applications with more rights; messages: the fan service; files: what is attached to messages
 * @param web where people read it
 * @param rip address of the acting person, as Weibo asks for it with each post: ours, seen from outside
 * @param biz whether Weibo has given the application the commercial interface; longText: longest post there
 * @param characters longest post; Weibo says 140 and counts in a way of its own, so a few are left free
 * @param link characters that a link counts for
 * @param publish posts and comments that one account may send; calls: all calls of one account together
 * @param pause how long to rest when Weibo says that it is too much
 * @param late how long a post may be on its way that Weibo has taken with the words that it is slow
 * @param poll how often comments and mentions are fetched where nothing is pushed; 0 never
 */
@ConfigurationProperties("lianxin.weibo")
record WeiboSettings(
        @DefaultValue("https://api.weibo.com") URI api,
        @DefaultValue("https://c.api.weibo.com") URI commercial,
        @DefaultValue("https://m.api.weibo.com") URI messages,
        @DefaultValue("https://weibo.com") URI web,
        @DefaultValue("https://upload.api.weibo.com") URI files,
        @DefaultValue("127.0.0.1") String rip,
        @DefaultValue("false") boolean biz,
        @DefaultValue("2000") int longText,
        @DefaultValue("130") int characters,
        @DefaultValue("10") int link,
        @DefaultValue("30/1h") String publish,
        @DefaultValue("100/1d") String calls,
        @DefaultValue("10m") Duration pause,
        @DefaultValue("5m") Duration late,
        @DefaultValue("1h") Duration poll) {

    /** What is taken before something is written. */
    List<Allowance> toWrite() {
        return List.of(Allowance.parse("publish", publish), Allowance.parse("calls", calls));
    }

    /** What is taken before something is read that must be known. */
    List<Allowance> toRead() {
        return List.of(Allowance.parse("calls", calls));
    }

    /** What is taken before something is read that can wait: a third is left for what must go out. */
    List<Allowance> toPoll() {
        return List.of(Allowance.parse("calls", calls).part(0.67));
    }
}
