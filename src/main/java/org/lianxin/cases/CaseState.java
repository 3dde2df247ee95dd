package org.lianxin.cases;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How far a citizen's message has come, and the one table of the moves between. A follow-up after the answer moves nothing. */
public enum CaseState {
    /** At the office: no unit was found, or one gave it back. */
    UNROUTED,
    /** With a unit that has not begun to write. */
    WITH_UNIT,
    DRAFTING,
    IN_REVIEW,
    /** Approved, on its way to the citizen. */
    SENDING,
    /** The facts have been told; the answer itself is still due. */
    FIRST_ANSWERED,
    ANSWERED,
    /** "Not solved": with the unit again, on a new deadline. */
    REOPENED,
    /** Ended by the office without an answer, for a reason that the citizen reads. */
    CLOSED,
    SPAM;

    /** What moves a case. */
    public enum Move {
        ROUTE,
        RETURN,
        CLOSE,
        CLOSE_AS_SPAM,
        TAKE_UP,
        DRAFT,
        SUBMIT,
        /** The review sent it back, was recalled, or the network refused. */
        REWRITE,
        PASS,
        ANSWER_FIRST,
        ANSWER,
        REOPEN,
        /** The answer was taken away again. */
        WITHDRAW
    }

    private static final Map<CaseState, Map<Move, CaseState>> TABLE = new EnumMap<>(CaseState.class);

    static {
        TABLE.put(UNROUTED, Map.of(Move.ROUTE, WITH_UNIT, Move.CLOSE, CLOSED, Move.CLOSE_AS_SPAM, SPAM));
        TABLE.put(WITH_UNIT, Map.of(Move.ROUTE, WITH_UNIT, Move.RETURN, UNROUTED, Move.DRAFT, DRAFTING));
        TABLE.put(
                DRAFTING,
                Map.of(Move.ROUTE, WITH_UNIT, Move.RETURN, UNROUTED, Move.DRAFT, DRAFTING, Move.SUBMIT, IN_REVIEW));
        TABLE.put(IN_REVIEW, Map.of(Move.REWRITE, DRAFTING, Move.PASS, SENDING));
        TABLE.put(SENDING, Map.of(Move.REWRITE, DRAFTING, Move.ANSWER_FIRST, FIRST_ANSWERED, Move.ANSWER, ANSWERED));
        TABLE.put(FIRST_ANSWERED, Map.of(Move.ROUTE, WITH_UNIT, Move.RETURN, UNROUTED, Move.DRAFT, DRAFTING));
        TABLE.put(ANSWERED, Map.of(Move.REOPEN, REOPENED, Move.WITHDRAW, REOPENED));
        TABLE.put(REOPENED, Map.of(Move.ROUTE, WITH_UNIT, Move.RETURN, UNROUTED, Move.DRAFT, DRAFTING));
        TABLE.put(CLOSED, Map.of(Move.TAKE_UP, UNROUTED));
        TABLE.put(SPAM, Map.of(Move.TAKE_UP, UNROUTED));
    }

    /** Where the move leads from here, empty if it does not exist. */
    public Optional<CaseState> after(Move move) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(move));
    }

    public boolean may(Move move) {
        return after(move).isPresent();
    }

    /** Its deadline runs. */
    public boolean running() {
        return this != ANSWERED && this != CLOSED && this != SPAM;
    }

    /** As it stands in requests, addresses and keys of texts: {@code with-unit}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<CaseState> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    static List<String> names(CaseState... states) {
        return Arrays.stream(states).map(Enum::name).toList();
    }
}
