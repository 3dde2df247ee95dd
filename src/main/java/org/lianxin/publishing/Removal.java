package org.lianxin.publishing;

import java.util.Map;
import java.util.Optional;
import org.lianxin.delivery.Delivery;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Outcome.Kind;
import org.lianxin.publishing.PostState.Move;
import org.lianxin.review.Reviews;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Taking a post away, and with it whatever carries it further: of what an authority has withdrawn no empty shell stays with others. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Removal {
    private final PostStore store;
    private final Entries entries;
    private final Reviews reviews;
    private final Delivery delivery;
    private final Bell bell;

    Removal(PostStore store, Entries entries, Reviews reviews, Delivery delivery, Bell bell) {
        this.store = store;
        this.entries = entries;
        this.reviews = reviews;
        this.delivery = delivery;
        this.bell = bell;
    }

    Outcome<Post> withdraw(long id, String reason, Person by) {
        Optional<Post> seen = store.find(id).filter(p -> p.state() != PostState.DROPPED && by.reads(p.unit()));
        if (seen.isEmpty()) {
            return Outcome.notFound();
        } else if (!by.isAny(seen.get().unit(), Role.LEADER, Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "posts.reason-missing");
        } else if (Proof.length(reason) > Proof.NOTE || Proof.unseen(reason)) {
            return Outcome.invalid("reason", "posts.note-too-long", Proof.NOTE);
        } else if (!seen.get().may(Move.WITHDRAW)) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, "posts.no-such-move");
        }
        // deliveries before the post, as a confirmation does it
        Outcome<Integer> taken = delivery.withdraw("post", id, reason.strip(), by);
        if (taken instanceof Outcome.Refused<Integer> refused) {
            return refused.cast();
        }
        Post post = store.lock(id).orElseThrow();
        if (!post.may(Move.WITHDRAW)) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Outcome.changedMeanwhile();
        }
        withdrawn(post, reason.strip(), by, Role.LEADER, Role.OFFICE);
        if (post.closes() != null) {
            bell.desk().accounts().noticePublished(post.closes(), id, null);
        }
        store.carrying(id).forEach(p -> follow(p.id(), reason.strip(), by));
        return Outcome.done(store.find(id).orElseThrow());
    }

    /** Of what is gone nothing waits for a decision any more. */
    private void withdrawn(Post post, String reason, Person by, Role... only) {
        if (post.state() == PostState.CORRECTION_IN_REVIEW) {
            reviews.recall("post", post.id(), reason, by);
        }
        store.move(post.id(), PostState.WITHDRAWN, reason, bell.desk().clock().instant());
        entries.stop(post.id());
        bell.desk().tell("post.withdrawn", post, by, Map.of("reason", reason), only);
    }

    /** What is out goes; what is not comes back to its writers, who read why; a draft will not be submitted. */
    private void follow(long id, String reason, Person by) {
        String why = bell.words("posts.repost.original-withdrawn", reason);
        boolean nothingOut = delivery.follow("post", id, why, by);
        Post post = store.lock(id).orElseThrow();
        if (post.state() == PostState.APPROVED && nothingOut) {
            entries.stop(id);
            store.move(
                    id,
                    post.state().after(Move.REFUSE).orElseThrow(),
                    why,
                    bell.desk().clock().instant());
        } else if (post.may(Move.WITHDRAW)) {
            withdrawn(post, why, by);
        } else if (post.state() == PostState.IN_REVIEW) {
            reviews.recall("post", id, why, by);
            store.move(
                    id,
                    post.state().after(Move.SEND_BACK).orElseThrow(),
                    why,
                    bell.desk().clock().instant());
        } else {
            return;
        }
        bell.ring(post);
    }
}
