package org.lianxin.publishing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.language.Check;
import org.lianxin.registry.Account;
import org.lianxin.registry.Unit;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything there is to read about a post. Changes nothing but the note that a text kept aside was dealt with. */
@Service
public class Papers {
    private final PostStore store;
    private final Entries entries;
    private final Proof proof;
    private final Fitting fitting;
    private final Registered registered;

    Papers(PostStore store, Entries entries, Proof proof, Fitting fitting, Registered registered) {
        this.store = store;
        this.entries = entries;
        this.proof = proof;
        this.fitting = fitting;
        this.registered = registered;
    }

    /** The post, for whoever reads its unit. */
    public Optional<Post> find(long id, Person by) {
        return store.find(id).filter(p -> p.state() != PostState.DROPPED && by.reads(p.unit()));
    }

    /** All submissions, latest first, at most 200. */
    public List<Revision> revisions(Post post) {
        return store.revisions(post.id());
    }

    /** The submission that readers have now; empty if nothing is out. */
    public Optional<Revision> published(Post post) {
        return store.published(post.id());
    }

    /** Where the post went and what became of it. */
    public List<Entry> entries(Post post) {
        return entries.of(post.id());
    }

    /** What this person could not save because somebody else had saved first. */
    public Optional<Aside> aside(Post post, Person by) {
        return store.aside(post.id(), by.id());
    }

    /** The text kept aside has been dealt with. */
    @Transactional
    public void forgetAside(Post post, Person by) {
        store.forgetAside(post.id(), by.id());
    }

    /** How each target's network would show the working copy. */
    public List<Fitting.Rendering> renderings(Post post) {
        return renderings(
                post.draft(), post.unit(), Ids.text(post.id()), post.state().correction());
    }

    /** How each target's network would show a draft that need not have been kept yet. */
    public List<Fitting.Rendering> renderings(Draft draft, long unit, String reference, boolean correction) {
        List<Account> accounts = registered.accounts().ofUnit(unit).stream()
                .filter(a -> draft.targets().contains(a.id()))
                .toList();
        Optional<Unit> found =
                accounts.isEmpty() ? Optional.empty() : registered.units().find(unit);
        return found.map(u -> fitting.of(draft, u, accounts, reference, correction))
                .orElse(List.of());
    }

    /** The draft as it would be kept, its files looked up; or why it cannot be kept. Keeps nothing. */
    public Outcome<Draft> keepable(Draft draft, long unit) {
        return proof.keepable(draft, registered.accounts().ofUnit(unit));
    }

    /** What keeps the post from being submitted, field by field; empty: it may go. */
    public List<Outcome.Refused<Post>> obstacles(Post post, Locale locale) {
        return proof.obstacles(post, renderings(post), locale);
    }

    /** What the checks say about a draft. */
    public List<Check.Finding> findings(Draft draft) {
        return proof.findings(draft);
    }

    /** At most this many characters of text. */
    public int textMax() {
        return proof.textMax();
    }
}
