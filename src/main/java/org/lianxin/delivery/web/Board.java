package org.lianxin.delivery.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Deliveries.View;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Waybill;
import org.lianxin.registry.Account;
import org.lianxin.registry.Unit;

/** What the page of the board shows. {@code titles} and {@code held} by the delivery's id. */
public record Board(
        Deliveries.Filter filter,
        List<Waybill> rows,
        Map<Long, String> titles,
        Map<Long, String> units,
        Map<Long, String> held,
        Map<View, Integer> counts,
        List<String> holds,
        List<Unit> choices,
        List<Account> accounts,
        @Nullable String next) {

    public String title(Waybill waybill) {
        return titles.getOrDefault(waybill.id(), waybill.reference());
    }

    /** The shape of a state: {@code data-is} of its mark. */
    public static String mark(DeliveryState state) {
        return switch (state) {
            case QUEUED -> "wait";
            case CLAIMED -> "busy";
            case UNKNOWN, MANUAL -> "unknown";
            case HAND -> "mine";
            case REFUSED -> "refused";
            case CONFIRMED -> "done";
            case WITHDRAWN, CANCELLED -> "closed";
        };
    }

    /** Key of the word for how it stands. */
    public static String word(Waybill waybill) {
        String key = "delivery.state." + waybill.state().name();
        return waybill.state() == DeliveryState.CONFIRMED
                ? key + "." + waybill.kind().name()
                : key;
    }

    public static String mark(View view) {
        return switch (view) {
            case OPEN -> "care";
            case QUEUED -> "wait";
            case UNKNOWN -> "unknown";
            case REFUSED -> "refused";
            case HAND -> "mine";
            case OUT -> "done";
            case GONE -> "closed";
            case ALL -> "busy";
        };
    }

    /** This search with another view, as a query string. */
    public String address(View view) {
        StringBuilder query = new StringBuilder("?view=").append(view.word());
        if (filter.unit() != null) {
            query.append("&unit=").append(filter.unit());
        }
        if (filter.account() != null) {
            query.append("&account=").append(filter.account());
        }
        return query.toString();
    }
}
