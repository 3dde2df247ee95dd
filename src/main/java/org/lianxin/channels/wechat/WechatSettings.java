package org.lianxin.channels.wechat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.lianxin.channels.Allowance;
import org.lianxin.channels.Connection;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where WeChat is and what it allows.
 *
 * @param api the interface
 * @param publish publications of an account; look: questions how far one is; lists: readings of what is out; withdraw: deletions
 * @param messages messages to people; figures: questions for figures
 * @param mass messages to all who follow an account; massService: the same for accounts of the kind that are service accounts
 * @param massKey how long WeChat surely remembers the name by which it takes a message to all once; older, and nobody asks again
 * @param massEnd how long after it was sent WeChat is asked how a message to all ended; then a person looks
 * @param pause how long to rest when WeChat says that it is too much
 * @param late how long a publication may take whose answer was lost, before it counts as never asked for
 * @param lookAfter how often we ask how far a publication is, if WeChat does not report it
 * @param commentReply longest answer under a comment, in characters; window: how long after their message a person may be written to
 * @param poll how often comments are fetched; 0 never
 * @param pollDays how long after its publication an article's comments are fetched
 */
@ConfigurationProperties("lianxin.wechat")
record WechatSettings(
        @DefaultValue("https://api.weixin.qq.com") URI api,
        @DefaultValue("100/1d") String publish,
        @DefaultValue("100/1d") String look,
        @DefaultValue("100/1d") String lists,
        @DefaultValue("10/1d") String withdraw,
        @DefaultValue("500000/1d") String messages,
        @DefaultValue("50/1d") String figures,
        @DefaultValue("1/1d") String mass,
        @DefaultValue("4/30d") String massService,
        @DefaultValue("20h") Duration massKey,
        @DefaultValue("24h") Duration massEnd,
        @DefaultValue("10m") Duration pause,
        @DefaultValue("5m") Duration late,
        @DefaultValue("2m") Duration lookAfter,
        @DefaultValue("140") int commentReply,
        @DefaultValue("48h") Duration window,
        @DefaultValue("10m") Duration poll,
        @DefaultValue("30") int pollDays) {

    List<Allowance> toPublish() {
        return List.of(Allowance.parse("publish", publish));
    }

    List<Allowance> toLook() {
        return List.of(Allowance.parse("look", look));
    }

    List<Allowance> toList() {
        return List.of(Allowance.parse("lists", lists));
    }

    List<Allowance> toWithdraw() {
        return List.of(Allowance.parse("withdraw", withdraw));
    }

    List<Allowance> toCount() {
        return List.of(Allowance.parse("figures", figures));
    }

    List<Allowance> toWrite() {
        return List.of(Allowance.parse("messages", messages));
    }

    Allowance toMass(Connection connection) {
        return Allowance.parse("mass", connection.secret("kind").equals(WechatConnects.SERVICE) ? massService : mass);
    }

    List<Allowance> toLookAtMass() {
        return List.of(Allowance.parse("mass-look", look));
    }

    List<Allowance> toDeleteMass() {
        return List.of(Allowance.parse("mass-withdraw", withdraw));
    }
}
