package org.lianxin.channels.wechat;

/** What a number means by which WeChat says no. */
enum WechatTrouble {
    /** Key or secret are no longer taken: somebody has to connect the account again. */
    RECONNECT,
    /** Too much; certainly not taken. */
    WAIT,
    /** A fault over there: nobody knows whether it was taken. */
    FAULT,
    /** It is answered already. */
    REPEATED,
    /** The program may not do it, or no longer; a person may. */
    NOT_PERMITTED,
    /** It is not there. */
    NOT_THERE,
    /** The words are refused, or something is set up wrongly: a person has to change it. */
    REFUSED;

    static WechatTrouble of(int code) {
        return switch (code) {
            case 40001, 40013, 40014, 40125, 40164, 42001 -> RECONNECT;
            case 45009, 45011 -> WAIT;
            case -1 -> FAULT;
            case 88005 -> REPEATED;
            case 43004, 45015, 45047, 48001, 48002, 48004, 50002, 53503, 53504, 53505, 88000 -> NOT_PERMITTED;
            case 40007, 53600, 87009, 88001, 88004, 88008 -> NOT_THERE;
            default -> REFUSED;
        };
    }
}
