package org.lianxin.publishing.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Carried;
import org.lianxin.delivery.Originals;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Reposting;
import org.lianxin.registry.Unit;

/**
 * The page on which somebody carries a post of another account further.
 *
 * @param post what is kept; null for a new one
 * @param fresh signed id for the post that this form will make; empty once it is made
 * @param offer what is carried; null if it stands nowhere any more
 * @param from short name of the unit whose it is
 * @param units for which the person may write, if there are several to choose from
 * @param choices accounts that may carry it, and why others cannot
 * @param panes how each would show it; empty for a new one
 * @param errors sentences by field
 */
public record RepostPage(
        @Nullable Post post,
        String fresh,
        int version,
        Reposting.@Nullable Offer offer,
        String from,
        Unit unit,
        List<Unit> units,
        String text,
        Set<String> targets,
        List<Reposting.Choice> choices,
        List<Writing.Pane> panes,
        Map<String, String> errors) {

    /** Whether there is a network with room for own words. */
    public boolean room() {
        return !text.isBlank() || choices.stream().anyMatch(c -> c.why().isEmpty() && c.words() > 0);
    }

    /** The original as it stands where it can be carried, or else anywhere. */
    public @Nullable Carried shown() {
        return choices.stream()
                .map(Reposting.Choice::original)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> offer == null
                        ? Optional.empty()
                        : offer.stands().stream().findFirst())
                .map(Originals.Original::carried)
                .orElse(null);
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }

    /** Where its form goes. */
    public String action() {
        return post == null ? "/console/reposts" : "/console/posts/" + post.id() + "/carrying";
    }
}
