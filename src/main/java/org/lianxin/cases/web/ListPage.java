package org.lianxin.cases.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Cases.Part;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Step;
import org.lianxin.cases.Turn;
import org.lianxin.registry.Unit;

/**
 * The list of cases.
 *
 * @param filter what is shown
 * @param groups in the order of the deadline; one without a name where the order is another
 * @param tally how many are in each part that runs
 * @param units to choose from, if there are several
 * @param next where the rest begins, or empty
 */
public record ListPage(
        Cases.Filter filter, List<Group> groups, Map<Part, Integer> tally, List<Unit> units, String next) {
    /** Labels of origin that a letter may bear. */
    public static final List<String> CHANNELS =
            List.of("site", "weibo", "wechat", "fediverse", "forum", "mail", "sandbox");

    /** @param name {@code late}, {@code today}, {@code later}, {@code undated} or empty */
    public record Group(String name, List<Row> rows) {}

    /**
     * A case in the list.
     *
     * @param unit its name, empty where the person reads only one
     * @param handler who of the unit took it on, or empty
     * @param open the answer that is under way, and who wrote it
     * @param returned the last time a unit gave it back, and which
     * @param turn what the person is to do about it, if anything
     */
    public record Row(
            Case letter,
            String unit,
            String handler,
            @Nullable Reply open,
            String author,
            @Nullable Step returned,
            String returner,
            @Nullable Turn turn,
            boolean late) {

        public String href() {
            return turn != null ? turn.href() : "/console/cases/" + letter.id();
        }

        public boolean sentBack() {
            return letter.state() == CaseState.DRAFTING
                    && open != null
                    && !open.remark().isEmpty();
        }

        /** {@code data-is} of its mark. */
        public String mark() {
            if (late) {
                return "care";
            } else if (sentBack() || (letter.state() == CaseState.UNROUTED && letter.returned() > 0)) {
                return "back";
            }
            return turn != null && letter.state() != CaseState.REOPENED ? "mine" : ListPage.mark(letter.state());
        }

        /** Key of the word that goes with it. */
        public String word() {
            return sentBack()
                    ? "cases.state.sent-back"
                    : turn != null && turn.kind() == Turn.Kind.SIGN
                            ? "cases.state.to-sign"
                            : "cases.state." + letter.state().word();
        }
    }

    /** {@code data-is} of the mark of a state. */
    public static String mark(CaseState state) {
        return switch (state) {
            case UNROUTED, WITH_UNIT -> "wait";
            case DRAFTING, IN_REVIEW, SENDING, FIRST_ANSWERED -> "busy";
            case REOPENED -> "care";
            case ANSWERED -> "done";
            case CLOSED, SPAM -> "closed";
        };
    }

    public static String mark(Part part) {
        return switch (part) {
            case WAITING, MINE -> "mine";
            case OPEN, DRAFTING, IN_REVIEW, SENDING, FIRST_ANSWERED -> "busy";
            case LATE, TODAY, REOPENED -> "care";
            case UNROUTED, WITH_UNIT, ALL -> "wait";
            case ANSWERED -> "done";
            case CLOSED -> "closed";
        };
    }

    public int count(Part part) {
        return tally.getOrDefault(part, 0);
    }

    public boolean isEmpty() {
        return groups.stream().allMatch(g -> g.rows().isEmpty());
    }

    /** Something narrows the list beside the part. */
    public boolean narrowed() {
        return filter.kind() != null
                || filter.unit() != null
                || filter.channel() != null
                || !filter.words().isBlank();
    }

    /** This search in another part, as it stands in an address. */
    public String address(Part part) {
        StringBuilder text = new StringBuilder("/console/cases?part=").append(part.word());
        if (filter.unit() != null) {
            text.append("&unit=").append(filter.unit());
        }
        if (filter.kind() != null) {
            text.append("&kind=").append(filter.kind().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (filter.channel() != null) {
            text.append("&from=").append(filter.channel());
        }
        if (!filter.words().isBlank()) {
            text.append("&q=").append(URLEncoder.encode(filter.words(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
