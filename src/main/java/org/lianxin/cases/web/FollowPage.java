package org.lianxin.cases.web;

import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;

/** What the public page says about a case. */
public final class FollowPage {
    private FollowPage() {}

    /** The state in the citizen's terms: what happens between unit and leader is one thing to them. */
    static String word(Case letter) {
        return switch (letter.state()) {
            case UNROUTED -> letter.returned() > 0 ? "placing-again" : "placing";
            case WITH_UNIT, DRAFTING, IN_REVIEW, SENDING -> letter.reopened() > 0 ? "reopened" : letter.firstAnsweredAt() != null ? "first-answered" : "with-unit";
            case FIRST_ANSWERED -> "first-answered";
            case REOPENED -> "reopened";
            case ANSWERED -> "answered";
            case CLOSED, SPAM -> "closed";
        };
    }

    static boolean running(Case letter) {
        return letter.state() != CaseState.ANSWERED && letter.state() != CaseState.CLOSED && letter.state() != CaseState.SPAM;
    }
}
