package org.lianxin.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A citizen's message, registered once. The text as written is kept encrypted by intake; what travels is masked.
 *
 * @param number what the citizen follows it by, such as {@code L261122-0384}
 * @param channel label of origin: {@code site}, {@code weibo}, {@code wechat}, {@code fediverse}, {@code forum}, {@code mail}, {@code sandbox}
 * @param kind what the citizen says it is
 * @param masked text with personal data masked
 * @param place where, or empty
 * @param pictures hashes of stored pictures
 * @param unit the unit asked, if the citizen chose one
 * @param consent the citizen's separate consent to making it public
 */
public record Message(
        long id,
        String number,
        String channel,
        Kind kind,
        String masked,
        String place,
        List<String> pictures,
        @Nullable Long unit,
        boolean consent,
        boolean reachable,
        Instant at) {

    /** The same as what it turned out to be, counted from the moment it did. */
    Message from(Kind turnedOut, Instant moment) {
        return new Message(id, number, channel, turnedOut, masked, place, pictures, unit, consent, reachable, moment);
    }

    public enum Kind {
        INQUIRY,
        HELP,
        COMPLAINT,
        REPORT,
        SUGGESTION,
        THANKS,
        OTHER
    }
}
