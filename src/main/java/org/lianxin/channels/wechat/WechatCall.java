package org.lianxin.channels.wechat;

import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;

/** The calls we make. With the library's own prefix, or it would not go to the address that is set. */
enum WechatCall implements WxMpApiUrl {
    DRAFT_ADD("draft/add"),
    DRAFT_GET("draft/get"),
    DRAFT_COUNT("draft/count"),
    SUBMIT("freepublish/submit"),
    PUBLICATION("freepublish/get"),
    PUBLISHED("freepublish/batchget"),
    ARTICLE("freepublish/getarticle"),
    DELETE("freepublish/delete"),
    COMMENTS("comment/list"),
    COMMENT_REPLY("comment/reply/add"),
    COMMENT_REPLY_DELETE("comment/reply/delete"),
    MESSAGE("message/custom/send"),
    MENU("menu/create");

    private final String path;

    WechatCall(String path) {
        this.path = "/cgi-bin/" + path;
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public String getPrefix() {
        return WxMpHostConfig.API_DEFAULT_HOST_URL;
    }
}
