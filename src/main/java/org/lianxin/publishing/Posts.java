package org.lianxin.publishing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Outcome.Kind;
import org.lianxin.publishing.PostState.Move;
import org.lianxin.review.Kept;
import org.lianxin.review.Request;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writing, submitting, correcting and withdrawing posts. Who may write: editors, partners, leaders and spokespersons of the unit, and the
 * office. To everybody who does not read the unit, its posts do not exist.
 */
@Service
public class Posts {
    /** Who writes in a unit; approving is decided elsewhere. */
    public static final List<Role> WRITERS =
            List.of(Role.EDITOR, Role.PARTNER, Role.LEADER, Role.SPOKESPERSON, Role.OFFICE);

    private final PostStore store;
    private final Entries entries;
    private final Proof proof;
    private final Desk desk;
    private final Outward outward;

    Posts(PostStore store, Entries entries, Proof proof, Desk desk, Outward outward) {
        this.store = store;
        this.entries = entries;
        this.proof = proof;
        this.desk = desk;
        this.outward = outward;
    }

    /** A post and the review that it went to. */
    public record Submitted(Post post, long review) {}

    public static boolean mayWrite(long unit, Person person) {
        return WRITERS.stream().anyMatch(role -> person.is(role, unit));
    }

    @Transactional
    public Outcome<Post> create(long unit, Draft draft, Person by) {
        return create(desk.ids().next(), unit, draft, by);
    }

    /** Under an id that was given out with the empty form, so that the same form sent twice makes one post. */
    @Transactional
    public Outcome<Post> create(long id, long unit, Draft draft, Person by) {
        if (!mayWrite(unit, by)) {
            return by.reads(unit) ? Outcome.notAllowed() : Outcome.invalid("unit", "posts.unit-not-yours");
        } else if (desk.units().find(unit).isEmpty()) {
            return Outcome.invalid("unit", "posts.unit-not-yours");
        } else if (draft.title().isBlank()
                && draft.text().isBlank()
                && draft.media().isEmpty()) {
            return Outcome.invalid("text", "posts.empty");
        }
        Outcome<Draft> kept = proof.keepable(draft, desk.accounts().ofUnit(unit));
        if (kept instanceof Outcome.Refused<Draft> refused) {
            return refused.cast();
        }
        if (!store.insert(id, unit, kept.orThrow(), by.id(), null, desk.clock().instant())) {
            return save(id, 1, draft, by);
        }
        Post made = store.find(id).orElseThrow();
        desk.tell("post.created", made, by, Map.of("title", made.draft().title()));
        return Outcome.done(made);
    }

    /**
     * Keeps the working copy. A post that was with its reviewers, or approved with nothing out yet, is taken back visibly. Saving what stands
     * there already changes nothing. An older {@code version} is refused; its words are kept aside.
     */
    @Transactional
    public Outcome<Post> save(long id, int version, Draft draft, Person by) {
        Outcome<Post> found = writable(id, by);
        if (found instanceof Outcome.Refused<Post>) {
            return found;
        }
        Post before = found.orThrow();
        Outcome<Draft> checked = proof.keepable(
                draft.carrying(before.draft().carries()), desk.accounts().ofUnit(before.unit()));
        if (checked instanceof Outcome.Refused<Draft> refused) {
            return refused.cast();
        }
        Draft kept = checked.orThrow();
        if (kept.equals(before.draft())) {
            return Outcome.done(before);
        } else if (before.version() != version) {
            store.keepAside(id, by.id(), kept, desk.clock().instant());
            return Outcome.changedMeanwhile();
        } else if (before.state().correction()
                && !Set.copyOf(kept.targets()).equals(Set.copyOf(before.draft().targets()))) {
            return Outcome.invalid("targets", "posts.correction-targets");
        }
        PostState state = before.state();
        if (state.held()) {
            Outcome<Boolean> recalled = recall(before, by, "posts.recalled-by-change");
            if (recalled instanceof Outcome.Refused<Boolean> refused) {
                return refused.cast();
            }
            state = state.after(Move.RECALL).orElseThrow();
        } else if (!before.may(Move.SAVE)) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, state.out() ? "posts.correct-first" : "posts.no-such-move");
        }
        @Nullable Long writer = kept.saysTheSame(before.draft()) ? null : by.id();
        if (!store.save(id, version, state, kept, writer, desk.clock().instant())) {
            throw new IllegalStateException("post " + id + " was locked and yet changed");
        }
        store.forgetAside(id, by.id());
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** Freezes the working copy, has every target's network fit it, and asks for approval of exactly those bytes. */
    @Transactional
    public Outcome<Submitted> submit(long id, int version, Person by) {
        Outcome<Post> found = writable(id, by);
        if (found instanceof Outcome.Refused<Post> refused) {
            return refused.cast();
        }
        Post post = found.orThrow();
        if (post.version() != version) {
            return Outcome.changedMeanwhile();
        } else if (!post.may(Move.SUBMIT)) {
            return Outcome.refused(
                    Kind.CHANGED_MEANWHILE, post.state().held() ? "posts.submitted-already" : "posts.no-such-move");
        }
        List<Fitting.Rendering> renderings = outward.papers().renderings(post);
        Optional<Outcome.Refused<Post>> obstacle =
                proof.obstacles(post, renderings, by.locale()).stream().findFirst();
        if (obstacle.isPresent()) {
            return obstacle.get().cast();
        }
        List<Kept> contents = new ArrayList<>();
        for (Fitting.Rendering r : renderings) {
            if (r.fitted() != null) {
                contents.add(new Kept(
                        Ids.text(r.account().id()),
                        desk.label(r.account()),
                        r.fitted().mediaType(),
                        r.fitted().bytes()));
            }
        }
        long author = post.editedBy() == null ? by.id() : post.editedBy();
        Set<Long> others = new HashSet<>(post.writers());
        others.remove(author);
        Draft draft = post.draft();
        Outcome<Long> review = outward.reviews()
                .ask(
                        new Request(
                                "post",
                                id,
                                post.unit(),
                                draft.category().word(),
                                author,
                                others,
                                contents,
                                draft.media().stream().map(Illustration::hash).toList(),
                                draft.planned(),
                                // nobody may look back at what cannot be corrected
                                draft.carries() == null),
                        by);
        if (review instanceof Outcome.Refused<Long> refused) {
            return refused.cast();
        }
        store.submit(post, review.orThrow(), by.id(), desk.clock().instant());
        Post submitted = store.find(id).orElseThrow();
        desk.tell(
                "post.submitted",
                submitted,
                by,
                Map.of("revision", submitted.revision(), "review", Ids.text(review.orThrow())));
        return Outcome.done(new Submitted(submitted, review.orThrow()));
    }

    /** Takes it back from its reviewers, or from its approval while nothing has left the house, to go on writing. */
    @Transactional
    public Outcome<Post> recall(long id, Person by) {
        Outcome<Post> found = writable(id, by);
        if (found instanceof Outcome.Refused<Post>) {
            return found;
        }
        Post post = found.orThrow();
        if (!post.state().held()) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, "posts.no-such-move");
        }
        return recall(post, by, "posts.recalled").map(done -> {
            PostState draft = post.state().after(Move.RECALL).orElseThrow();
            store.move(id, draft, "", desk.clock().instant());
            return store.find(id).orElseThrow();
        });
    }

    private Outcome<Boolean> recall(Post post, Person by, String why) {
        Outcome<Boolean> recalled = outward.reviews().recall("post", post.id(), why, by);
        if (recalled.isDone()) {
            entries.takeBack(post.id());
            desk.tell(
                    "post.recalled",
                    post,
                    by,
                    Map.of("revision", post.revision(), "was", post.state().name()));
        }
        return recalled;
    }

    /** Opens a working copy over the published text. It goes the whole chain; until then readers see the earlier text. */
    @Transactional
    public Outcome<Post> correct(long id, Person by) {
        Outcome<Post> found = writable(id, by);
        if (found instanceof Outcome.Refused<Post>) {
            return found;
        }
        Post post = found.orThrow();
        Optional<PostState> next = post.state().after(Move.CORRECT);
        if (post.draft().carries() != null) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, "posts.repost.no-correction");
        } else if (next.isEmpty()) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, "posts.no-such-move");
        }
        store.openCorrection(id, next.get(), "", desk.clock().instant());
        desk.tell("post.correction-opened", post, by, Map.of());
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** Throws a draft away; of a correction only the correction, and the published text stands as it was. */
    @Transactional
    public Outcome<Post> drop(long id, int version, Person by) {
        Outcome<Post> found = writable(id, by);
        if (found instanceof Outcome.Refused<Post>) {
            return found;
        }
        Post post = found.orThrow();
        Optional<PostState> next = post.state().after(Move.DROP);
        if (post.version() != version) {
            return Outcome.changedMeanwhile();
        } else if (next.isEmpty()) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, "posts.no-such-move");
        }
        store.drop(post, next.get(), desk.clock().instant());
        desk.tell("post.dropped", post, by, Map.of("correction", post.state().correction()));
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** Takes it away everywhere, at once, with a reason that the public reads (at most 400 characters). Leader of the unit or office. */
    @Transactional
    public Outcome<Post> withdraw(long id, String reason, Person by) {
        return outward.removal().withdraw(id, reason, by);
    }

    private Outcome<Post> writable(long id, Person by) {
        outward.delivery().hold("post", id); // before the post, as a confirmation does it
        Optional<Post> post = store.lock(id).filter(p -> p.state() != PostState.DROPPED && by.reads(p.unit()));
        if (post.isEmpty()) {
            return Outcome.notFound();
        }
        return mayWrite(post.get().unit(), by) ? Outcome.done(post.get()) : Outcome.notAllowed();
    }
}
