package org.lianxin.notices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail of the outbox. {@code person}: whom of the staff it is for, null for somebody outside; {@code remark}: what the server said. */
public record Mail(
        long id,
        @Nullable Long person,
        String address,
        String subject,
        String body,
        MailState state,
        Instant madeAt,
        @Nullable Instant claimedAt,
        @Nullable Instant doneAt,
        int attempts,
        String remark) {

    /** Waited in a copy that was put back, and was never handed over by this program: it may have gone since the copy was made. */
    public boolean doubtedSinceRestore() {
        return state == MailState.UNKNOWN && claimedAt == null;
    }

    /** The address as those see it who need not know it: l***@shifan.example. */
    public String veiled() {
        int at = address.indexOf('@');
        return at < 1 ? "***" : address.substring(0, address.offsetByCodePoints(0, 1)) + "***" + address.substring(at);
    }
}
