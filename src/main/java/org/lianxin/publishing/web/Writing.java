package org.lianxin.publishing.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.language.Note;
import org.lianxin.publishing.Aside;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Section;
import org.lianxin.registry.Account;
import org.lianxin.registry.Unit;

/**
 * The composer's page.
 *
 * @param post what is kept; null for a new one
 * @param fresh signed id for the post that this form will make; empty once it is made
 * @param version from which the form was made
 * @param units for which the person may write, if there are several to choose from
 * @param errors sentences by field
 * @param theirs what somebody else has saved meanwhile, and {@code theirName}; null unless it was changed meanwhile
 * @param aside a text of this person's that could not be saved earlier, or null
 */
public record Writing(
        @Nullable Post post,
        String fresh,
        int version,
        Unit unit,
        List<Unit> units,
        Form form,
        List<Account> accounts,
        List<Section> sections,
        Map<String, String> errors,
        @Nullable Post theirs,
        String theirName,
        @Nullable Aside aside,
        List<Pane> panes,
        List<Note> notes,
        int textMax) {

    /**
     * How one account would show it.
     *
     * @param bytes of the sheet; null if there is nothing to show
     * @param most characters on this network, 0 without a limit
     * @param characters of what would be sent
     * @param problem the sentence that says why it would not go out, or empty
     * @param cut whether something is left out; whole: whether all of it will stand on the micro-site
     */
    public record Pane(
            String id,
            String name,
            String platform,
            byte @Nullable [] bytes,
            int most,
            int characters,
            String problem,
            boolean corrects,
            boolean cut,
            boolean whole) {}

    public String action() {
        return post == null ? "/console/posts" : "/console/posts/" + post.id();
    }

    public boolean correction() {
        return post != null && post.state().correction();
    }

    public @Nullable String error(String field) {
        return errors.get(field);
    }

    /** Of a section its sub-sections that are open, or that this post stands in. */
    public List<Section> within(Section first) {
        return sections.stream()
                .filter(s -> s.parent() != null && s.parent() == first.id() && offered(s))
                .toList();
    }

    public List<Section> first() {
        return sections.stream().filter(s -> s.parent() == null && offered(s)).toList();
    }

    private boolean offered(Section s) {
        return s.open() || Long.toString(s.id()).equals(form.section());
    }
}
