package org.lianxin.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/**
 * Nobody knows whether the network has it.
 *
 * @param manual a person must look now; until then it is read back by itself
 */
public record DeliveryUnsettled(
        long delivery,
        Parcel.Kind kind,
        String subjectType,
        long subjectId,
        long account,
        long unitId,
        boolean manual,
        String why,
        @Nullable Long actor)
        implements Audited {
    @Override
    public String action() {
        return manual ? "delivery.left-to-a-person" : "delivery.unknown";
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
                "why",
                why.length() > 500 ? why.substring(0, 500) : why);
    }
}
