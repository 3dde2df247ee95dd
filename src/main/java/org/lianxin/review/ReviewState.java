package org.lianxin.review;

import java.util.Map;
import java.util.Set;

/** Where a review stands. {@link #MOVES} is the whole table of what may become of it; every other move is refused. */
public enum ReviewState {
    /** A step of the chain is to be taken. */
    OPEN,
    /** The last step approved. */
    PASSED,
    /** A step sent it back with a remark. */
    SENT_BACK,
    /** The content changed, or was taken back, before anything had left the house. */
    VOID,
    /** Let through before the chain had signed; somebody else has to look back. */
    BYPASSED,
    /** Let through, looked back, and found good. */
    LOOKED_BACK,
    /** Let through, looked back, and found wrong: a correction is opened. */
    LOOK_BACK_FAILED;

    private static final Map<ReviewState, Set<ReviewState>> MOVES = Map.of(
            OPEN, Set.of(OPEN, PASSED, SENT_BACK, VOID, BYPASSED),
            PASSED, Set.of(VOID),
            BYPASSED, Set.of(LOOKED_BACK, LOOK_BACK_FAILED, VOID),
            LOOKED_BACK, Set.of(VOID),
            SENT_BACK, Set.of(),
            VOID, Set.of(),
            LOOK_BACK_FAILED, Set.of());

    public boolean may(ReviewState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Its bytes may leave the house, or have left it. */
    public boolean released() {
        return switch (this) {
            case PASSED, BYPASSED, LOOKED_BACK, LOOK_BACK_FAILED -> true;
            case OPEN, SENT_BACK, VOID -> false;
        };
    }

    /** Its bytes may be brought to still more people: released, and nobody who looked back has found them wrong. */
    public boolean good() {
        return released() && this != LOOK_BACK_FAILED;
    }
}
