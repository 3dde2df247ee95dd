package org.lianxin.channels.wechat;

import java.time.Instant;

/** A text with which a push is answered: it goes back to whoever wrote, from the account they wrote to. */
record WechatReply(String to, String from, Instant at, String text) {
    /** What WeChat takes of a text. */
    static final int MOST = 600;

    static WechatReply to(WechatLetter letter, Instant at, String text) {
        return new WechatReply(letter.text("FromUserName"), letter.text("ToUserName"), at, text);
    }

    String xml() {
        return "<xml>" + field("ToUserName", to) + field("FromUserName", from) + "<CreateTime>" + at.getEpochSecond()
                + "</CreateTime>" + field("MsgType", "text") + field("Content", text) + "</xml>";
    }

    static String field(String name, String value) {
        return "<" + name + "><![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]></" + name + ">";
    }
}
