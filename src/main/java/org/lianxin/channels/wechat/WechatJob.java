package org.lianxin.channels.wechat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a publication has come.
 *
 * @param submitted when we asked WeChat to publish the draft, whether an answer came or not
 * @param looked when we last asked how far it is
 * @param publication WeChat's number of the job; null while it is not known
 * @param data WeChat's number of the article, by which comments are asked for; null while it is not known
 * @param state null for a draft, else as WeChat numbers it
 */
record WechatJob(
        long delivery,
        long account,
        String draft,
        @Nullable Instant submitted,
        @Nullable Instant looked,
        @Nullable String publication,
        @Nullable String data,
        @Nullable Integer state,
        @Nullable String article,
        String url) {
    static final int OUT = 0;
    static final int WORKING = 1;

    boolean out() {
        return state != null && state == OUT;
    }

    /** WeChat has decided against it. */
    boolean failed() {
        return state != null && state > WORKING;
    }
}
