package org.lianxin.cases.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;
import org.lianxin.cases.Deadlines;
import org.lianxin.cases.Following;
import org.lianxin.cases.Happening;
import org.lianxin.cases.Publicity;
import org.lianxin.cases.Reopening;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Step;
import org.lianxin.language.Formatting;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Typeset;
import org.springframework.stereotype.Component;

/** Puts together what a citizen reads of their own case. */
@Component
class FollowPages {
    /** What begins and ends a round; the last of them says why a case is worked on. */
    private static final Set<Happening> ROUNDS = Set.of(
            Happening.FIRST_ANSWERED, Happening.ANSWERED, Happening.REOPENED, Happening.WITHDRAWN, Happening.TAKEN_UP);

    private final Following following;
    private final Reopening reopening;
    private final Deadlines deadlines;
    private final Units units;
    private final Reading reading;

    FollowPages(Following following, Reopening reopening, Deadlines deadlines, Units units, Reading reading) {
        this.following = following;
        this.reopening = reopening;
        this.deadlines = deadlines;
        this.units = units;
        this.reading = reading;
    }

    /** How an answer is read: its marks as HTML, its pictures with their sizes. */
    @Component
    record Reading(Formatting formatting, Media media, Clock clock) {}

    FollowPage of(String view, Case letter) {
        return of(view, letter, null, "", Map.of());
    }

    /** With a rating that was refused, as it was typed. */
    FollowPage of(String view, Case letter, @Nullable String rating, String words, Map<String, String> errors) {
        List<Step> steps = following.steps(letter);
        List<Reply> replies = following.answers(letter);
        Set<Long> named = new HashSet<>();
        steps.stream().map(Step::unit).filter(Objects::nonNull).forEach(named::add);
        replies.forEach(r -> named.add(r.unit()));
        Map<Long, String> names = units.names(named);
        Unit unit = letter.unit() == null ? null : units.find(letter.unit()).orElse(null);
        List<FollowPage.Event> events = steps.reversed().stream()
                .map(s -> new FollowPage.Event(s, s.unit() == null ? "" : names.getOrDefault(s.unit(), "")))
                .toList();
        boolean published = letter.consent()
                && replies.stream()
                        .anyMatch(
                                r -> r.state() == Reply.State.SENT && r.url().endsWith("/answers/" + letter.number()));
        return new FollowPage(
                view,
                letter,
                now(letter, steps),
                unit,
                turns(view, letter, replies, steps, names),
                events,
                due(letter),
                took(letter),
                published,
                Publicity.takenBack(letter, steps),
                letter.state().running() ? words : null,
                asking(letter, rating, words, !errors.isEmpty()),
                errors);
    }

    private List<FollowPage.Turn> turns(
            String view, Case letter, List<Reply> replies, List<Step> steps, Map<Long, String> names) {
        List<FollowPage.Turn> turns = new ArrayList<>();
        replies.forEach(r -> turns.add(new FollowPage.Turn(
                r.sentAt() == null ? r.changedAt() : r.sentAt(),
                answer(view, r, names.getOrDefault(r.unit(), "")),
                null,
                null)));
        Case.Rated rated = letter.rated();
        if (rated != null && reopening.said(letter).isEmpty()) {
            turns.add(new FollowPage.Turn(rated.at(), null, rated, null));
        }
        steps.stream()
                .filter(s -> s.what() == Happening.ADDED)
                .forEach(s -> turns.add(new FollowPage.Turn(s.at(), null, null, s)));
        turns.sort(Comparator.comparing(FollowPage.Turn::at));
        return turns;
    }

    private static String now(Case letter, List<Step> steps) {
        String word = FollowPage.word(letter);
        boolean withdrawn = letter.unit() != null
                && letter.state().running()
                && steps.reversed().stream()
                        .map(Step::what)
                        .filter(ROUNDS::contains)
                        .findFirst()
                        .filter(Happening.WITHDRAWN::equals)
                        .isPresent();
        return withdrawn ? "withdrawn" : letter.state() == CaseState.SPAM ? "spam" : word;
    }

    private FollowPage.Answer answer(String view, Reply reply, String unit) {
        if (reply.state() == Reply.State.WITHDRAWN) {
            return new FollowPage.Answer(reply, unit, "", List.of());
        }
        List<String> hashes = reply.pictures().stream().map(Reply.Picture::hash).toList();
        Map<String, Stored> stored =
                hashes.isEmpty() ? Map.of() : reading.media().find(hashes);
        List<FollowPage.Picture> pictures = reply.pictures().stream()
                .filter(p -> stored.containsKey(p.hash()))
                .map(p -> {
                    Stored file = Objects.requireNonNull(stored.get(p.hash()));
                    return new FollowPage.Picture(
                            "/follow/" + view + "/pictures/" + p.hash(), p.alternative(), file.width(), file.height());
                })
                .toList();
        return new FollowPage.Answer(
                reply, unit, Typeset.html(reading.formatting().html(reply.text())), pictures);
    }

    private FollowPage.@Nullable Due due(Case letter) {
        Case.Reckoning clock = letter.clock();
        Instant next = letter.nextDueAt();
        if (clock == null || next == null || !letter.state().running()) {
            return null;
        }
        boolean first = letter.firstAnsweredAt() == null && letter.reopened() == 0;
        List<Deadlines.Day> way = deadlines.way(clock, false);
        return new FollowPage.Due(next, first, next.isBefore(reading.clock().instant()), way, Pause.onTheWay(way));
    }

    private int took(Case letter) {
        return letter.clock() == null || letter.answeredAt() == null || letter.state() != CaseState.ANSWERED
                ? -1
                : deadlines.used(letter.clock(), letter.answeredAt());
    }

    private FollowPage.Asking asking(Case letter, @Nullable String typed, String words, boolean refused) {
        Instant until = reopening.until(letter);
        boolean over = until != null && reading.clock().instant().isAfter(until);
        if (typed != null || refused) {
            return new FollowPage.Asking(
                    until, over, reopening.reopens(letter), true, typed == null ? "" : typed, words);
        }
        return reopening
                .said(letter)
                .map(rated -> new FollowPage.Asking(
                        until,
                        over,
                        reopening.reopens(letter),
                        false,
                        rated.rating().word(),
                        rated.words()))
                .orElseGet(() -> new FollowPage.Asking(until, over, reopening.reopens(letter), true, "", ""));
    }
}
