package org.lianxin.cases.web;

import java.util.List;
import org.lianxin.intake.VisitCookie.Standing;

/**
 * A recognised citizen's letters, latest first.
 *
 * @param more there may be older ones
 * @param lasting how long they stay recognised
 */
public record LettersPage(Standing standing, List<LetterRow> letters, boolean more, String lasting) {}
