package org.lianxin.channels.wechat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Figures;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.Waybill;
import org.lianxin.registry.Account;

/**
 * The page of a message to all.
 *
 * @param unit of the account
 * @param sheet what goes out; null if it may not any more
 * @param not key of the sentence why it cannot be pushed, or empty
 * @param following how many follow the account as last counted, or null
 * @param before how many of the account wait before it
 * @param standing how it stands if it was ordered, or null
 */
public record MassView(
        Waybill waybill,
        String title,
        Account account,
        String unit,
        @Nullable Sheet sheet,
        String not,
        Figures.@Nullable Following following,
        @Nullable Quota quota,
        int before,
        @Nullable Standing standing,
        Map<String, String> errors) {

    /**
     * What WeChat allows the account.
     *
     * @param hours in which it allows {@code most}
     * @param goes when it goes if nothing is left; null if it goes at once
     */
    public record Quota(
            int left, int most, long hours, @Nullable Instant goes) {}

    /**
     * @param is the shape of its mark
     * @param word key of the word for its state
     * @param next when it is tried, or null where nothing is to come
     * @param total to how many it was to go, and how many it reached and missed; null where WeChat does not say
     * @param ends it may be ended by a person; settles: a person says what became of it; again: it may be ordered again
     */
    public record Standing(
            String is,
            String word,
            String why,
            String by,
            Instant at,
            @Nullable Instant next,
            @Nullable Instant ended,
            String url,
            @Nullable Long total,
            @Nullable Long reached,
            @Nullable Long missed,
            @Nullable Instant deleted,
            boolean ends,
            boolean settles,
            boolean again) {}

    /** Whether it can be ordered here and now. */
    public boolean can() {
        return not.isEmpty() && (standing == null || standing.again());
    }

    /** A number as it is shown; WeChat does not give each. */
    public static String shown(@Nullable Long number) {
        return number == null ? "\u2014" : String.format(java.util.Locale.ROOT, "%,d", number);
    }
}
