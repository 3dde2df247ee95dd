package org.lianxin.publishing;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lianxin.audit.Audited;
import org.lianxin.delivery.Delivered;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.DeliveryRefused;
import org.lianxin.delivery.DeliveryUnsettled;
import org.lianxin.delivery.Order;
import org.lianxin.delivery.Parcel;
import org.lianxin.identity.PersonLeft;
import org.lianxin.kernel.Ids;
import org.lianxin.notices.Notices;
import org.lianxin.publishing.PostState.Move;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.ClosureDropped;
import org.lianxin.registry.ClosureProposed;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Team;
import org.lianxin.review.Outgoing;
import org.lianxin.review.ReviewPassed;
import org.lianxin.review.ReviewSentBack;
import org.lianxin.web.Pages;
import org.lianxin.web.Role;
import org.lianxin.web.Texts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What others decide about posts, heard in the transaction of the decision. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Hearing {
    private static final String POST = "post";

    private final PostStore store;
    private final Entries entries;
    private final Delivery delivery;
    private final Surroundings around;

    Hearing(PostStore store, Entries entries, Delivery delivery, Surroundings around) {
        this.store = store;
        this.entries = entries;
        this.delivery = delivery;
        this.around = around;
    }

    /** Whom it concerns and who is told. */
    @Component
    record Surroundings(
            Ids ids,
            Clock clock,
            Accounts accounts,
            Team team,
            Notices notices,
            Pages pages,
            ApplicationEventPublisher events,
            ObjectProvider<Outgoing> outgoing) {

        /** What was let through and waits for its time does not go out any more; false if some of it has left or is leaving. */
        boolean stopped(long review) {
            return outgoing.stream().findAny().isPresent() && outgoing.stream().allMatch(o -> o.takeBack(review));
        }

        /** The editors of the post's unit and whose work it is. */
        void ring(long unit, java.util.Collection<Long> more) {
            Set<Long> people = new HashSet<>(team.holders(Role.EDITOR, unit));
            people.addAll(more);
            notices.ring(people);
        }
    }

    /** The whole chain said yes (or somebody took it upon themselves): exactly the kept bytes go out, at once or at their time. */
    @EventListener
    void on(ReviewPassed passed) {
        if (!passed.subjectType().equals(POST)) {
            return;
        }
        Post post = store.lock(passed.subjectId()).orElseThrow();
        PostState next = post.state()
                .after(Move.PASS)
                .orElseThrow(() ->
                        new IllegalStateException("post " + post.id() + " passed its review in state " + post.state()));
        if (post.review() == null || post.review() != passed.review()) {
            throw new IllegalStateException(
                    "review " + passed.review() + " is not the one that post " + post.id() + " went to");
        }
        List<Entries.Target> targets =
                entries.release(post, passed, next, around.clock().instant());
        delivery.enqueue(targets.stream()
                .map(t -> new Order(
                        passed.review(),
                        Ids.text(t.account()),
                        t.account(),
                        t.platform(),
                        t.out() ? Parcel.Kind.CORRECT : Parcel.Kind.PUBLISH,
                        POST,
                        post.id(),
                        post.unit(),
                        Ids.text(post.id()),
                        passed.planned(),
                        t.out() ? post.draft().note() : "",
                        passed.actor()))
                .toList());
    }

    /** Back to its writers; or, when a look-back failed, to a correction as soon as the text is out. */
    @EventListener
    void on(ReviewSentBack back) {
        if (!back.subjectType().equals(POST)) {
            return;
        }
        Post post = store.lock(back.subjectId()).orElseThrow();
        PostState state = post.state();
        if (!back.afterRelease()) {
            store.move(
                    post.id(),
                    state.after(Move.SEND_BACK).orElseThrow(),
                    back.remark(),
                    around.clock().instant());
        } else if (state == PostState.PUBLISHED
                || state == PostState.CORRECTING
                || state == PostState.CORRECTION_SENT_BACK) {
            store.openCorrection(
                    post.id(),
                    state.after(Move.SEND_BACK).orElseThrow(),
                    back.remark(),
                    around.clock().instant());
        } else if ((state == PostState.APPROVED || state == PostState.CORRECTION_APPROVED)
                && around.stopped(back.review())) {
            entries.takeBack(post.id());
            store.move(
                    post.id(),
                    state.after(Move.SEND_BACK).orElseThrow(),
                    back.remark(),
                    around.clock().instant());
        } else if (state != PostState.WITHDRAWN) {
            // on its way, or a correction is with its reviewers already: it opens when that has been settled
            store.flaw(post.id(), back.remark());
        }
        around.ring(post.unit(), post.writers());
    }

    @EventListener
    void on(Delivered event) {
        if (!event.subjectType().equals(POST)) {
            return;
        }
        Post post = store.lock(event.subjectId()).orElseThrow();
        entries.confirmed(event);
        if (event.kind() == Parcel.Kind.WITHDRAW) {
            return;
        }
        PostState next = post.state()
                .after(Move.CONFIRM)
                .orElseThrow(
                        () -> new IllegalStateException("post " + post.id() + " went out in state " + post.state()));
        store.confirmed(post, next, event.at());
        if (post.closes() != null && post.firstPublishedAt() == null && next == PostState.PUBLISHED) {
            around.accounts().noticePublished(post.closes(), post.id(), event.at());
        }
    }

    /** When the last network has answered and none took it, the post (or its correction) comes back with the network's words. */
    @EventListener
    void on(DeliveryRefused event) {
        if (!event.subjectType().equals(POST)) {
            return;
        }
        Post post = store.lock(event.subjectId()).orElseThrow();
        entries.refused(event);
        List<Entry> lines = entries.of(post.id()).stream()
                .filter(e -> e.revision() == post.revision())
                .toList();
        boolean settled = lines.stream().noneMatch(Entry::awaiting);
        boolean taken = lines.stream()
                .anyMatch(e -> e.state() == Entry.State.OUT && e.reason().isEmpty());
        if (settled
                && !taken
                && (post.state() == PostState.APPROVED || post.state() == PostState.CORRECTION_APPROVED)) {
            store.move(
                    post.id(),
                    post.state().after(Move.REFUSE).orElseThrow(),
                    event.reason(),
                    around.clock().instant());
            around.ring(post.unit(), post.owner() == null ? List.of() : List.of(post.owner()));
        }
    }

    @EventListener
    void on(DeliveryUnsettled event) {
        if (event.subjectType().equals(POST)) {
            store.lock(event.subjectId());
            entries.unsettled(event);
        }
    }

    /** Work under the name of somebody who left is the successor's; who wrote it stays who wrote it. */
    @EventListener
    void on(PersonLeft left) {
        store.handOver(left.person(), left.successor());
    }

    /** Citizens may have relied on the account: a notice of its closing is drafted for the unit's editors, who finish and submit it. */
    @EventListener
    void on(ClosureProposed event) {
        Texts t = around.pages().texts(Locale.SIMPLIFIED_CHINESE);
        List<Long> targets = around.accounts().ofUnit(event.ofUnit()).stream()
                .filter(a -> a.state().publishes() && (a.id() == event.account() || a.platform() == Platform.SITE))
                .map(Account::id)
                .toList();
        Draft draft = Draft.of(
                t.of("posts.closure.title", event.name()),
                t.of(
                        "posts.closure.text",
                        event.name(),
                        t.of("registry.platform." + event.platform().name()),
                        event.reason()),
                Category.SERVICE,
                targets);
        long id = around.ids().next();
        store.insert(
                id, event.ofUnit(), draft, null, event.account(), around.clock().instant());
        around.events()
                .publishEvent(new Audited.Entry(
                        "post.created",
                        POST,
                        id,
                        event.ofUnit(),
                        event.actor(),
                        null,
                        Map.of("title", draft.title(), "closes", Ids.text(event.account()))));
        around.ring(event.ofUnit(), List.of());
    }

    /** The account stays: its notice is thrown away where nobody is reviewing it. One under review is sent back by its leader. */
    @EventListener
    void on(ClosureDropped event) {
        for (Post post : store.unfinishedNotices(event.ofUnit(), event.account())) {
            store.drop(
                    post,
                    post.state().after(Move.DROP).orElseThrow(),
                    around.clock().instant());
            around.events()
                    .publishEvent(new Audited.Entry(
                            "post.dropped",
                            POST,
                            post.id(),
                            post.unit(),
                            event.actor(),
                            null,
                            Map.of("closes", Ids.text(event.account()))));
        }
    }
}
