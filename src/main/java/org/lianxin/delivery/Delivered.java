package org.lianxin.delivery;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/** The network has it (or, for a withdrawal, has taken it away). Heard in the transaction that confirms. */
public record Delivered(
        long delivery,
        Parcel.Kind kind,
        String subjectType,
        long subjectId,
        long account,
        long unitId,
        String remoteId,
        String url,
        Instant at,
        @Nullable Long actor)
        implements Audited {
    @Override
    public String action() {
        return switch (kind) {
            case PUBLISH -> "delivery.published";
            case CORRECT -> "delivery.corrected";
            case WITHDRAW -> "delivery.withdrawn";
            case REPLY -> "delivery.replied";
        };
    }

    @Override
    public String subject() {
        return subjectType;
    }

    @Override
    public Long unit() {
        return unitId;
    }

    @Override
    public Map<String, ?> details() {
        return Map.of("delivery", Long.toString(delivery), "account", Long.toString(account), "url", url);
    }
}
