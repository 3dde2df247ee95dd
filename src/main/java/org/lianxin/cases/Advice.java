package org.lianxin.cases;

import java.util.List;

/** Port: somebody who has learned which units such a message belongs to. It advises the office on the screen; it routes nothing. */
public interface Advice {

    /** At most three units, the best first. */
    List<Suggestion> unitsFor(Case letter);

    /** @param why in a few words, ready to show */
    record Suggestion(long unit, String why) {}
}
