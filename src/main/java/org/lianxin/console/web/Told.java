package org.lianxin.console.web;

import java.util.Map;
import org.lianxin.audit.Trail;

/**
 * An entry of the trail in words.
 *
 * @param who the actor, and for whom they stood in
 * @param what was done
 * @param thing it was done to, in words
 * @param href the thing's page, or empty
 * @param unit name of the unit, or empty
 */
public record Told(
        Trail.Entry entry,
        String who,
        String what,
        String thing,
        String href,
        String unit,
        Map<String, String> details) {

    /** The story of this thing alone. */
    public String story() {
        return "/console/audit?subject=" + entry.subject() + "&id=" + entry.subjectId();
    }
}
