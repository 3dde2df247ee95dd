package org.lianxin.delivery.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Besides;
import org.lianxin.delivery.Deliveries.Tried;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline;
import org.lianxin.delivery.Waybill;

/**
 * One thing on its way to its accounts: what the page of a delivery shows.
 *
 * @param legs the delivery itself first, then the others of the same thing
 * @param href the thing's own page, or empty
 * @param account what stands on the account, if somebody asked to see it
 * @param form what was typed, and what is wrong with it by field
 */
public record Journey(
        String title,
        String href,
        String unit,
        List<Leg> legs,
        @Nullable Sheet sheet,
        String sheetLabel,
        List<Step> steps,
        @Nullable Account account,
        Form form) {

    /** @param mayAct the person may decide about it; held: why it does not go out; shows: its account can be looked at from here; besides: what else its network does with it */
    public record Leg(
            Waybill waybill,
            boolean mayAct,
            String held,
            boolean shows,
            List<Tried> tried,
            List<Besides.Shown> besides) {}

    /** A line of the journal with the place and the name of who did it. */
    public record Step(Tried tried, String place, String person) {}

    /** Either posts or the reason why they cannot be read. */
    public record Account(List<ShowsTimeline.Posted> posts, String unreadable, String ours) {}

    /** @param of which delivery the form belongs to */
    public record Form(long of, String url, String remoteId, Map<String, String> errors) {
        public static Form empty() {
            return new Form(0, "", "", Map.of());
        }
    }

    public Leg first() {
        return legs.getFirst();
    }

    /** The shape of a line of the journal. */
    public static String mark(Tried tried) {
        return switch (tried.outcome()) {
            case "CONFIRMED", "FOUND" -> "done";
            case "REFUSED" -> "refused";
            case "CANCELLED" -> "closed";
            case "UNKNOWN", "MANUAL", "UNREADABLE", "ABSENT" -> "unknown";
            default -> "wait";
        };
    }
}
