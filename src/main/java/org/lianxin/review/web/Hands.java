package org.lianxin.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.People;
import org.lianxin.registry.Team;
import org.lianxin.review.Powers;
import org.lianxin.review.Review;
import org.lianxin.review.ReviewState;
import org.lianxin.web.Page;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** The hands a thing went through, oldest first, and those it waits for. */
@Component
class Hands {
    /** Names of those who may take a coming step; of more the first ones are named. */
    private static final int NAMED = 3;

    private final People people;
    private final Team team;

    Hands(People people, Team team) {
        this.people = people;
        this.team = team;
    }

    String name(long person) {
        return people.names(List.of(person)).getOrDefault(person, "");
    }

    /** The story up to the given review, and the steps that are still to come in it. */
    List<Reading.Hand> of(List<Review.Told> story, Review review, Page page) {
        Map<Long, String> names = names(story);
        List<Reading.Hand> hands = new ArrayList<>();
        for (int n = 0; n < story.size() && story.get(n).review().id() <= review.id(); n++) {
            Review asked = story.get(n).review();
            String who = names.getOrDefault(asked.askedBy() == null ? asked.author() : asked.askedBy(), "");
            hands.add(new Reading.Hand("done", who, page.t.of("review.hand.asked", n + 1), asked.askedAt(), "", false));
            for (Review.Step step : story.get(n).steps()) {
                hands.add(taken(step, names, page));
            }
        }
        if (review.state() == ReviewState.OPEN) {
            boolean mine = Powers.of(review, page.me()).decides();
            for (int step = review.step(); step < review.chain().size(); step++) {
                hands.add(coming(review, step, mine && step == review.step(), page));
            }
        }
        return hands;
    }

    /** The latest remark with which an earlier review of the thing was sent back. */
    Reading.@Nullable Hand sentBackBefore(List<Review.Told> story, Review review, Page page) {
        Map<Long, String> names = names(story);
        return story.stream()
                .filter(t -> t.review().id() < review.id())
                .flatMap(t -> t.steps().stream())
                .filter(s -> s.kind() == Review.Kind.SENT_BACK || s.kind() == Review.Kind.LOOK_BACK_FAILED)
                .reduce((a, b) -> b)
                .map(s -> taken(s, names, page))
                .orElse(null);
    }

    private Map<Long, String> names(List<Review.Told> story) {
        Set<Long> ids = new TreeSet<>();
        for (Review.Told told : story) {
            ids.add(told.review().author());
            add(ids, told.review().askedBy());
            told.steps().forEach(s -> {
                add(ids, s.person());
                add(ids, s.standInFor());
            });
        }
        return people.names(ids);
    }

    private static void add(Set<Long> ids, @Nullable Long id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private static Reading.Hand taken(Review.Step step, Map<Long, String> names, Page page) {
        String name = step.person() == null ? page.t.of("review.hand.program") : names.getOrDefault(step.person(), "");
        String who = step.standInFor() == null
                ? name
                : page.t.of("review.hand.for", name, names.getOrDefault(step.standInFor(), ""));
        String mark = switch (step.kind()) {
            case APPROVED, LOOKED_BACK -> "done";
            case SENT_BACK, LOOK_BACK_FAILED -> "back";
            case VOIDED -> "closed";
            case BYPASSED -> "care";
        };
        String what = page.t.of("review.hand." + step.kind().name());
        Role role = step.role();
        return new Reading.Hand(
                mark,
                who,
                role == null ? what : page.t.of("review.hand.as", page.t.of("review.role." + role.name()), what),
                step.at(),
                step.remark(),
                false);
    }

    private Reading.Hand coming(Review review, int step, boolean mine, Page page) {
        Role role = review.chain().get(step);
        String last = step == review.chain().size() - 1
                ? page.t.of("review.hand.last")
                : page.t.of("review.hand.step", step + 1);
        String word = page.t.of("review.role." + role.name());
        if (mine) {
            return new Reading.Hand(
                    "mine", page.t.of("review.hand.you"), last, null, page.t.of("review.hand.exactly"), true);
        }
        List<Long> able = new ArrayList<>(team.holders(role, review.unit()));
        able.removeAll(review.writers());
        able.removeAll(review.taken());
        List<String> named = people.names(able.stream().limit(NAMED).toList()).values().stream()
                .sorted()
                .toList();
        String who = named.isEmpty()
                ? page.t.of("review.hand.nobody", word)
                : page.t.of("review.hand.one-of", word, String.join(page.t.of("review.and"), named));
        return new Reading.Hand(named.isEmpty() ? "care" : "wait", who, last, null, "", false);
    }
}
