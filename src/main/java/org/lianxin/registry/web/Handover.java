package org.lianxin.registry.web;

import java.util.List;
import org.lianxin.identity.Profile;
import org.lianxin.web.Waiting;

/**
 * What somebody who leaves lays down, and who takes it up.
 *
 * @param work what waits for them; with titles only for a reader who may read content
 * @param heirs who could be named as successor: they hold a role in each of these units
 */
public record Handover(
        Profile person,
        List<Place> places,
        List<TeamList.Cover> covers,
        List<Work> work,
        List<Heir> heirs,
        boolean titles) {

    /** A role, and who else holds it in the unit. */
    public record Place(TeamList.Seat seat, String unit, List<String> others) {}

    /** Something that waits for them, and for whom else of their units. */
    public record Work(Waiting.Item item, List<String> others) {}

    /** @param lacks roles of the leaver that they do not hold */
    public record Heir(String name, String login, List<Place> lacks) {}

    /** Waits for nobody else: it becomes the successor's. */
    public List<Work> theirs() {
        return work.stream().filter(w -> w.others().isEmpty()).toList();
    }

    public List<Work> shared() {
        return work.stream().filter(w -> !w.others().isEmpty()).toList();
    }
}
