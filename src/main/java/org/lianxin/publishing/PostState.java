package org.lianxin.publishing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a post has come. While a correction is written and reviewed the post stays published with its earlier text. */
public enum PostState {
    DRAFT,
    IN_REVIEW,
    SENT_BACK,
    /** Approved; on its way or waiting for its time. */
    APPROVED,
    /** No account took it. */
    REFUSED,
    /** At least one account has it. */
    PUBLISHED,
    CORRECTING,
    CORRECTION_IN_REVIEW,
    CORRECTION_SENT_BACK,
    CORRECTION_APPROVED,
    WITHDRAWN,
    /** A draft that somebody threw away; nobody but the trail sees it. */
    DROPPED;

    /** What may happen to a post. */
    public enum Move {
        SAVE,
        SUBMIT,
        RECALL,
        PASS,
        SEND_BACK,
        /** A network has it. */
        CONFIRM,
        /** No network took it. */
        REFUSE,
        CORRECT,
        WITHDRAW,
        DROP
    }

    /**
     * The one table of allowed moves; empty: not from here. What a network turns out to have although it is being written on anew (somebody
     * looked at a delivery that had been given up) is out: the text in hand becomes its correction.
     */
    public Optional<PostState> after(Move move) {
        @Nullable
        PostState next = switch (this) {
            case DRAFT ->
                switch (move) {
                    case SAVE -> DRAFT;
                    case SUBMIT -> IN_REVIEW;
                    case DROP -> DROPPED;
                    case CONFIRM -> CORRECTING;
                    case RECALL, PASS, SEND_BACK, REFUSE, CORRECT, WITHDRAW -> null;
                };
            case IN_REVIEW ->
                switch (move) {
                    case RECALL -> DRAFT;
                    case PASS -> APPROVED;
                    case SEND_BACK -> SENT_BACK;
                    case CONFIRM -> CORRECTION_IN_REVIEW;
                    case SAVE, SUBMIT, REFUSE, CORRECT, WITHDRAW, DROP -> null;
                };
            case SENT_BACK ->
                switch (move) {
                    case SAVE -> SENT_BACK;
                    case SUBMIT -> IN_REVIEW;
                    case DROP -> DROPPED;
                    case CONFIRM -> CORRECTION_SENT_BACK;
                    case RECALL, PASS, SEND_BACK, REFUSE, CORRECT, WITHDRAW -> null;
                };
            case APPROVED ->
                switch (move) {
                    case RECALL -> DRAFT;
                    case SEND_BACK -> SENT_BACK;
                    case CONFIRM -> PUBLISHED;
                    case REFUSE -> REFUSED;
                    case WITHDRAW -> WITHDRAWN;
                    case SAVE, SUBMIT, PASS, CORRECT, DROP -> null;
                };
            case REFUSED ->
                switch (move) {
                    case SAVE -> REFUSED;
                    case SUBMIT -> IN_REVIEW;
                    case CONFIRM -> PUBLISHED;
                    case REFUSE -> REFUSED;
                    case DROP -> DROPPED;
                    case RECALL, PASS, SEND_BACK, CORRECT, WITHDRAW -> null;
                };
            case PUBLISHED ->
                switch (move) {
                    case CORRECT, SEND_BACK -> CORRECTING;
                    case CONFIRM, REFUSE -> PUBLISHED;
                    case WITHDRAW -> WITHDRAWN;
                    case SAVE, SUBMIT, RECALL, PASS, DROP -> null;
                };
            case CORRECTING ->
                switch (move) {
                    case SAVE, CONFIRM, REFUSE, SEND_BACK -> CORRECTING;
                    case SUBMIT -> CORRECTION_IN_REVIEW;
                    case DROP -> PUBLISHED;
                    case WITHDRAW -> WITHDRAWN;
                    case RECALL, PASS, CORRECT -> null;
                };
            case CORRECTION_IN_REVIEW ->
                switch (move) {
                    case RECALL -> CORRECTING;
                    case PASS -> CORRECTION_APPROVED;
                    case SEND_BACK -> CORRECTION_SENT_BACK;
                    case CONFIRM, REFUSE -> CORRECTION_IN_REVIEW;
                    case WITHDRAW -> WITHDRAWN;
                    case SAVE, SUBMIT, CORRECT, DROP -> null;
                };
            case CORRECTION_SENT_BACK ->
                switch (move) {
                    case SAVE, CONFIRM, REFUSE, SEND_BACK -> CORRECTION_SENT_BACK;
                    case SUBMIT -> CORRECTION_IN_REVIEW;
                    case DROP -> PUBLISHED;
                    case WITHDRAW -> WITHDRAWN;
                    case RECALL, PASS, CORRECT -> null;
                };
            case CORRECTION_APPROVED ->
                switch (move) {
                    case RECALL -> CORRECTING;
                    case SEND_BACK, REFUSE -> CORRECTION_SENT_BACK;
                    case CONFIRM -> PUBLISHED;
                    case WITHDRAW -> WITHDRAWN;
                    case SAVE, SUBMIT, PASS, CORRECT, DROP -> null;
                };
            case WITHDRAWN ->
                switch (move) {
                    case CONFIRM, REFUSE -> WITHDRAWN;
                    case SAVE, SUBMIT, RECALL, PASS, SEND_BACK, CORRECT, WITHDRAW, DROP -> null;
                };
            case DROPPED -> null;
        };
        return Optional.ofNullable(next);
    }

    public boolean may(Move move) {
        return after(move).isPresent();
    }

    /** Its text is out somewhere. */
    public boolean out() {
        return this == PUBLISHED || correction();
    }

    /** A correction of a published post is under way. */
    public boolean correction() {
        return this == CORRECTING
                || this == CORRECTION_IN_REVIEW
                || this == CORRECTION_SENT_BACK
                || this == CORRECTION_APPROVED;
    }

    /** Changing the text now takes it back from its reviewers. */
    public boolean held() {
        return may(Move.RECALL);
    }

    /** As it stands in addresses and requests: {@code sent-back}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public static Optional<PostState> of(String word) {
        for (PostState state : values()) {
            if (state.word().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
