package org.lianxin.channels.weibo;

import java.util.Set;

/** What a number means by which Weibo says no. */
enum WeiboTrouble {
    /** The token is over: somebody has to authorise the account again. */
    REAUTHORISE,
    /** Too much, or too busy; certainly not taken. */
    WAIT,
    /** A fault over there: nobody knows whether it was taken. */
    FAULT,
    /** The same text stands there already, or did a moment ago. */
    REPEATED,
    /** Taken, and shown later. */
    LATE,
    /** This application may not do it, a person may. */
    NOT_PERMITTED,
    /** It is not there. */
    NOT_THERE,
    /** The words are refused, or something is set up wrongly: a person has to change it. */
    REFUSED;

    private static final Set<Integer> TOKEN =
            Set.of(10006, 21301, 21314, 21315, 21316, 21317, 21318, 21319, 21321, 21327, 21332);
    private static final Set<Integer> BUSY = Set.of(10002, 10009, 10010, 10022, 10023, 10024, 20016, 21331);

    static WeiboTrouble of(int code) {
        if (TOKEN.contains(code)) {
            return REAUTHORISE;
        } else if (BUSY.contains(code)) {
            return WAIT;
        }
        return switch (code) {
            case 10001, 10003, 10011 -> FAULT;
            case 20017, 20019, 20111 -> REPEATED;
            case 20032 -> LATE;
            case 10005, 10014 -> NOT_PERMITTED;
            case 20101, 20201, 20205 -> NOT_THERE;
            default -> REFUSED;
        };
    }
}
