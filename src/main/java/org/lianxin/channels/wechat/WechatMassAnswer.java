package org.lianxin.channels.wechat;

/** What a number means by which WeChat does not take a message to all. */
enum WechatMassAnswer {
    /** Taken before, under the same name; the answer carries the number of that message. */
    TWICE,
    /** Tried again too soon under the same name. */
    TOO_SOON,
    /** No more of them today. */
    QUOTA,
    /** Too many calls. */
    BUSY,
    /** Key or secret are no longer taken. */
    RECONNECT,
    /** There is no such draft: sent, or thrown away. */
    NO_DRAFT,
    /** A fault over there: nobody knows whether it was taken. */
    UNCLEAR,
    /** A person has to change something, or to do it in WeChat's own console. */
    NO;

    static WechatMassAnswer of(int code) {
        return switch (code) {
            case 45065 -> TWICE;
            case 45066 -> TOO_SOON;
            case 45009, 45028 -> QUOTA;
            case 45011 -> BUSY;
            case 40007 -> NO_DRAFT;
            default ->
                switch (WechatTrouble.of(code)) {
                    case RECONNECT -> RECONNECT;
                    case WAIT -> BUSY;
                    case FAULT -> UNCLEAR;
                    case NOT_THERE, NOT_PERMITTED, REPEATED, REFUSED -> NO;
                };
        };
    }
}
