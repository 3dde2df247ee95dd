package org.lianxin.publishing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Networks;
import org.lianxin.delivery.Originals;
import org.lianxin.delivery.Originals.Original;
import org.lianxin.delivery.Reposts;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carrying a post of another account further: with own words or none, as a post of one's own unit that goes its review and the one outbox.
 * What others have published everybody may carry; their drafts and corrections nobody sees for it.
 */
@Service
public class Reposting {
    private final Posts posts;
    private final PostStore store;
    private final Networks networks;
    private final Originals originals;
    private final Desk desk;

    Reposting(Posts posts, PostStore store, Networks networks, Originals originals, Desk desk) {
        this.posts = posts;
        this.store = store;
        this.networks = networks;
        this.originals = originals;
        this.desk = desk;
    }

    /**
     * What can be carried, as its readers have it.
     *
     * @param title of the published wording
     * @param stands where it stands now, at least one
     */
    public record Offer(long post, long unit, String title, Category category, List<Original> stands) {}

    /**
     * An account that might carry it.
     *
     * @param original as it stands on the same network, or null
     * @param words most characters of own words there; 0: none
     * @param why key of the sentence why it cannot; empty: it can
     */
    public record Choice(Account account, @Nullable Original original, int words, String why) {}

    /** The published post, if it has words of its own and stands somewhere. */
    public Optional<Offer> offer(long post) {
        Optional<Post> found =
                store.find(post).filter(p -> p.state().out() && p.draft().carries() == null);
        Optional<Revision> shown = found.flatMap(p -> store.published(post));
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<Original> stands = originals.of("post", post);
        return stands.isEmpty()
                ? Optional.empty()
                : Optional.of(new Offer(
                        post,
                        found.get().unit(),
                        shown.get().draft().title(),
                        shown.get().draft().category(),
                        stands));
    }

    /** The unit's accounts on networks that can carry posts at all, each with why not. {@code but}: the post that is being written, or null. */
    public List<Choice> choices(Offer offer, long unit, @Nullable Long but) {
        List<Long> carrying = store.carrying(offer.post()).stream()
                .filter(p -> but == null || p.id() != but)
                .flatMap(p -> p.draft().targets().stream())
                .toList();
        return desk.accounts().ofUnit(unit).stream()
                .filter(a -> a.state().publishes() && can(a.platform()).isPresent())
                .filter(a -> offer.stands().stream().noneMatch(o -> o.account() == a.id()))
                .map(a -> {
                    Optional<Original> original = original(a, offer.stands());
                    Reposts network = can(a.platform()).orElseThrow();
                    String cannot = network.cannotRepost();
                    String why = cannot != null
                            ? cannot
                            : original.isEmpty()
                                    ? "posts.repost.not-there"
                                    : carrying.contains(a.id()) ? "posts.repost.already" : "";
                    return new Choice(a, original.orElse(null), network.ownWords(), why);
                })
                .toList();
    }

    private Optional<Reposts> can(Platform platform) {
        Optional<Connector> network = networks.of(platform);
        return network.isPresent() && network.get() instanceof Reposts can ? Optional.of(can) : Optional.empty();
    }

    /** How many accounts carry a post at this moment, and would not any more without it. */
    public int carriedBy(long post) {
        return store.carrying(post).stream()
                .filter(p -> p.state().out())
                .mapToInt(p -> p.draft().targets().size())
                .sum();
    }

    /** Networks on which a unit has an account that can carry posts. */
    public List<Platform> platformsOf(long unit) {
        return desk.accounts().ofUnit(unit).stream()
                .filter(a -> a.state().publishes())
                .map(Account::platform)
                .filter(p -> can(p).filter(c -> c.cannotRepost() == null).isPresent())
                .distinct()
                .toList();
    }

    /** Whether somebody who writes for these units has an account that can carry it. */
    public boolean may(Offer offer, Person by) {
        return by.units(Posts.WRITERS.toArray(Role[]::new)).stream()
                .anyMatch(unit -> choices(offer, unit, null).stream()
                        .anyMatch(c -> c.why().isEmpty()));
    }

    /** As it stands on the account's network, on another account than this. */
    static Optional<Original> original(Account account, List<Original> stands) {
        return stands.stream()
                .filter(o -> o.platform() == account.platform() && o.account() != account.id())
                .findFirst();
    }

    @Transactional
    public Outcome<Post> create(long unit, long original, String words, List<Long> targets, Person by) {
        return create(desk.ids().next(), unit, original, words, targets, by);
    }

    /**
     * A draft under an id that was given out with the form. Its title is made of the original's and seen in the console alone. Whoever decides
     * at the same moment that an account carries the same original waits for this one, so that it is carried once.
     */
    @Transactional
    public Outcome<Post> create(long id, long unit, long original, String words, List<Long> targets, Person by) {
        store.lock(original);
        Optional<Offer> offer = offer(original);
        if (offer.isEmpty()) {
            return Outcome.notFound();
        }
        Outcome<Boolean> chosen = chosen(offer.get(), unit, targets, null);
        if (chosen instanceof Outcome.Refused<Boolean> refused) {
            return refused.cast();
        }
        String from = desk.units()
                .names(List.of(offer.get().unit()))
                .getOrDefault(offer.get().unit(), "");
        String title = desk.pages()
                .texts(Locale.SIMPLIFIED_CHINESE)
                .of("posts.repost.named", from, offer.get().title());
        int most = Math.min(Proof.TITLE, Proof.length(title));
        return posts.create(
                id,
                unit,
                Draft.of(
                                title.substring(0, title.offsetByCodePoints(0, most)),
                                words,
                                offer.get().category(),
                                targets)
                        .carrying(original),
                by);
    }

    /** Other words or accounts for one that is still being written. */
    @Transactional
    public Outcome<Post> save(Post post, int version, String words, List<Long> targets, Person by) {
        Long carries = post.draft().carries();
        Optional<Offer> offer =
                carries == null ? Optional.empty() : store.lock(carries).flatMap(p -> offer(p.id()));
        if (offer.isPresent()) {
            Outcome<Boolean> chosen = chosen(offer.get(), post.unit(), targets, post.id());
            if (chosen instanceof Outcome.Refused<Boolean> refused) {
                return refused.cast();
            }
        }
        return posts.save(
                post.id(),
                version,
                post.draft().reading(post.draft().title(), words).to(targets),
                by);
    }

    private Outcome<Boolean> chosen(Offer offer, long unit, List<Long> targets, @Nullable Long but) {
        List<Choice> choices = choices(offer, unit, but);
        for (long target : targets) {
            Optional<Choice> choice =
                    choices.stream().filter(c -> c.account().id() == target).findFirst();
            if (choice.isEmpty()) {
                return Outcome.invalid("targets", "posts.targets-not-yours");
            } else if (!choice.get().why().isEmpty()) {
                return Outcome.invalid("targets", choice.get().why());
            }
        }
        return Outcome.done(true);
    }
}
