package org.lianxin.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/** The network said no and will say no again; {@code reason} in its own words. */
public record DeliveryRefused(
        long delivery,
        Parcel.Kind kind,
        String subjectType,
        long subjectId,
        long account,
        long unitId,
        String reason,
        @Nullable Long actor)
        implements Audited {
    @Override
    public String action() {
        return "delivery.refused";
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
        return Map.of(
                "delivery",
                Long.toString(delivery),
                "account",
                Long.toString(account),
                "kind",
                kind.name(),
                "reason",
                reason.length() > 500 ? reason.substring(0, 500) : reason);
    }
}
