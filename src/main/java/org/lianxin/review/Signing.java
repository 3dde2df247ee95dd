package org.lianxin.review;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Outcome.Kind;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;

/** Who may decide on a review: named rules, each with the sentence that says why not. Pure; knows nothing of state and version. */
final class Signing {
    /** The roles that may stand in a chain. */
    static final List<Role> ROLES = List.of(Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE);

    private Signing() {}

    /** Somebody who would decide, by one of their grants. */
    private record Hand(Review review, Person person, Grant grant) {
        boolean isOneOf(java.util.Collection<Long> people) {
            return people.contains(person.id());
        }

        boolean actsForOneOf(java.util.Collection<Long> people) {
            return grant.standInFor() != null && people.contains(grant.standInFor());
        }
    }

    /** {@code broken}: true if the hand may not. */
    private record Rule(String key, Predicate<Hand> broken) {}

    private static final Rule NO_PARTNER = new Rule("review.no-partner", Signing::isPartner);
    private static final Rule NOT_THE_AUTHOR =
            new Rule("review.not-the-author", hand -> hand.isOneOf(hand.review().writers()));
    private static final Rule NOT_FOR_THE_AUTHOR = new Rule(
            "review.not-for-the-author", hand -> hand.actsForOneOf(hand.review().writers()));
    private static final Rule NOBODY_TWICE = new Rule(
            "review.nobody-twice",
            hand -> hand.isOneOf(hand.review().taken())
                    || hand.actsForOneOf(hand.review().taken()));
    private static final Rule NOT_THE_BYPASSER = new Rule("review.not-the-bypasser", Signing::isBypasser);

    /** Takes the next step of the chain, either way. */
    static Outcome<Grant> step(Review review, Person by) {
        return decide(
                review,
                by,
                review.next().stream().toList(),
                List.of(NO_PARTNER, NOT_THE_AUTHOR, NOT_FOR_THE_AUTHOR, NOBODY_TWICE));
    }

    /** Lets it through before the chain has signed: a leader of the unit, or the office. */
    static Outcome<Grant> bypass(Review review, Person by) {
        if (!review.urgentAllowed()) {
            return Outcome.refused(Kind.NOT_ALLOWED, "review.never-unread");
        }
        return decide(
                review, by, List.of(Role.LEADER, Role.OFFICE), List.of(NO_PARTNER, NOT_THE_AUTHOR, NOT_FOR_THE_AUTHOR));
    }

    /** Looks back at a bypass: who would have taken the first step, or the office; somebody else than who let it through. */
    static Outcome<Grant> lookBack(Review review, Person by) {
        return decide(
                review,
                by,
                List.of(review.chain().getFirst(), Role.OFFICE),
                List.of(NO_PARTNER, NOT_THE_AUTHOR, NOT_FOR_THE_AUTHOR, NOT_THE_BYPASSER));
    }

    /** The first grant that breaks no rule, own ones before stand-ins; else the first grant's reason. */
    private static Outcome<Grant> decide(Review review, Person by, List<Role> roles, List<Rule> rules) {
        List<Grant> grants = roles.stream()
                .distinct()
                .flatMap(role -> held(by, role, review.unit()))
                .toList();
        @Nullable String reason = null;
        for (Grant grant : grants) {
            Hand hand = new Hand(review, by, grant);
            Rule broken = rules.stream()
                    .filter(rule -> rule.broken().test(hand))
                    .findFirst()
                    .orElse(null);
            if (broken == null) {
                return Outcome.done(grant);
            }
            reason = reason == null ? broken.key() : reason;
        }
        return Outcome.refused(Kind.NOT_ALLOWED, reason == null ? "review.not-your-step" : reason);
    }

    private static Stream<Grant> held(Person by, Role role, long unit) {
        return by.grants().stream()
                .filter(g -> g.role() == role && (g.unit() == unit || role == Role.OFFICE))
                .sorted(Comparator.comparing(g -> g.standInFor() != null));
    }

    /** A media partner writes for the unit; whoever is one there, whatever else they are, never signs there, and never as the office. */
    private static boolean isPartner(Hand hand) {
        return hand.person().grants().stream()
                .anyMatch(g -> g.role() == Role.PARTNER
                        && (g.unit() == hand.review().unit() || hand.grant().role() == Role.OFFICE));
    }

    private static boolean isBypasser(Hand hand) {
        List<Long> bypassers = Stream.of(
                        hand.review().bypassedBy(), hand.review().bypassedFor())
                .filter(java.util.Objects::nonNull)
                .toList();
        return hand.isOneOf(bypassers) || hand.actsForOneOf(bypassers);
    }
}
