package org.lianxin.channels.wechat;

import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;

/** The calls we make. With the library's own prefix, or it would not go to the address that is set. */
enum WechatCall implements WxMpApiUrl {
    DRAFT_ADD("/cgi-bin/draft/add"),
    DRAFT_GET("/cgi-bin/draft/get"),
    DRAFT_COUNT("/cgi-bin/draft/count"),
    SUBMIT("/cgi-bin/freepublish/submit"),
    PUBLICATION("/cgi-bin/freepublish/get"),
    PUBLISHED("/cgi-bin/freepublish/batchget"),
    ARTICLE("/cgi-bin/freepublish/getarticle"),
    DELETE("/cgi-bin/freepublish/delete"),
    MASS("/cgi-bin/message/mass/sendall"),
    MASS_STATUS("/cgi-bin/message/mass/get"),
    MASS_DELETE("/cgi-bin/message/mass/delete"),
    COMMENTS("/cgi-bin/comment/list"),
    COMMENT_REPLY("/cgi-bin/comment/reply/add"),
    COMMENT_REPLY_DELETE("/cgi-bin/comment/reply/delete"),
    MESSAGE("/cgi-bin/message/custom/send"),
    MENU("/cgi-bin/menu/create"),
    FOLLOWERS("/datacube/getusercumulate"),
    ARTICLE_FIGURES("/datacube/getarticletotaldetail");

    private final String path;

    WechatCall(String path) {
        this.path = path;
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
