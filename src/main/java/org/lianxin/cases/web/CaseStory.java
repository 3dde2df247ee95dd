package org.lianxin.cases.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.CaseState;
import org.lianxin.cases.CaseState.Move;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Deadlines;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Step;
import org.lianxin.cases.Turns;
import org.lianxin.delivery.Deliveries;
import org.lianxin.intake.Arrivals;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Pictured;
import org.lianxin.language.Formatting;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** Puts the page of one case together: the letter, the answers, the deadline and how it came about, what happened, and what may be done. */
@Component
class CaseStory {
    /** A post under which more was said is looked at on its network. */
    private static final int MOST_SAID = 50;

    private final Records records;
    private final Deadlines deadlines;
    private final Looks looks;
    private final CaseList.Known known;
    private final CaseDesks desks;

    CaseStory(Records records, Deadlines deadlines, Looks looks, CaseList.Known known, CaseDesks desks) {
        this.records = records;
        this.deadlines = deadlines;
        this.looks = looks;
        this.known = known;
        this.desks = desks;
    }

    /** What is kept of a case. */
    @Component
    record Records(Cases cases, Replies replies, Turns turns, Arrivals arrivals, Pictured pictured) {}

    /** How an answer looks, and where it is. */
    @Component
    record Looks(Formatting formatting, Deliveries deliveries) {}

    /** {@code written}: what this request has shown of the original, or null. */
    CasePage of(Case letter, Page page, Form form, Intake.@Nullable AsWritten written) {
        Person me = page.me();
        List<Reply> replies = Refusals.orRefuse(records.replies().of(letter.id(), me));
        @Nullable Reply open = replies.stream().filter(Reply::open).findFirst().orElse(null);
        List<Step> steps = records.cases().steps(letter);
        CasePage.May may = may(letter, open, me);
        return new CasePage(
                letter,
                letter.channel().equals("site")
                        ? List.of()
                        : records.arrivals().thread(letter.message(), MOST_SAID, me),
                records.pictured().missing(letter.message()),
                written,
                records.turns().of(List.of(letter), me).get(letter.id()),
                replies.stream().map(r -> answer(r, me)).toList(),
                open,
                deadline(letter),
                steps,
                records.cases().rounds(letter),
                names(letter, replies, steps),
                may,
                may.route() ? desks.routing(letter) : null,
                form);
    }

    private CasePage.Answer answer(Reply reply, Person me) {
        boolean leaving = reply.state() == Reply.State.APPROVED || reply.state() == Reply.State.SENT;
        Long delivery = leaving
                ? looks.deliveries().of(Replies.TYPE, reply.id(), me).stream()
                        .map(w -> w.id())
                        .findFirst()
                        .orElse(null)
                : null;
        return new CasePage.Answer(
                reply,
                looks.formatting().html(reply.text()),
                delivery,
                reply.state() == Reply.State.SENT && reply.withdrawnBy(me));
    }

    private CasePage.@Nullable Deadline deadline(Case letter) {
        Case.Reckoning reckoning = letter.clock();
        if (reckoning == null) {
            return null;
        }
        boolean first = letter.firstAnsweredAt() == null
                && letter.reopened() == 0
                && letter.state().running();
        Instant at = first ? reckoning.dueFirst() : reckoning.dueFinal();
        List<Deadlines.Day> way = deadlines.way(reckoning, first);
        Instant answered = letter.answeredAt();
        Instant until = answered == null ? desks.moment() : answered;
        return new CasePage.Deadline(
                reckoning,
                at,
                first,
                way,
                way.stream().filter(d -> !d.working()).count(),
                answered == null ? -1 : deadlines.used(reckoning, answered),
                !until.isAfter(at));
    }

    private CasePage.Names names(Case letter, List<Reply> replies, List<Step> steps) {
        Set<Long> units = new HashSet<>();
        List<@Nullable Long> people = new ArrayList<>();
        people.add(letter.handler());
        Stream.concat(Stream.of(letter.unit(), letter.asked()), steps.stream().map(Step::unit))
                .filter(Objects::nonNull)
                .forEach(units::add);
        replies.forEach(r -> {
            units.add(r.unit());
            people.add(r.author());
        });
        steps.forEach(s -> {
            people.add(s.by());
            people.add(s.standInFor());
        });
        return new CasePage.Names(known.units().names(units), known.names(people));
    }

    static CasePage.May may(Case letter, @Nullable Reply open, Person me) {
        CaseState state = letter.state();
        boolean writes = letter.writtenBy(me);
        boolean free = open == null || open.state() == Reply.State.DRAFT;
        boolean answers = state == CaseState.ANSWERED || state == CaseState.DRAFTING || state.may(Move.DRAFT);
        boolean office = me.is(Role.OFFICE);
        return new CasePage.May(
                writes && free && answers,
                writes && state.may(Move.DRAFT) && !Objects.equals(letter.handler(), me.id()),
                letter.unit() != null && me.isAny(letter.unit(), Role.EDITOR, Role.LEADER) && state.may(Move.RETURN),
                office && state.may(Move.ROUTE),
                office && (state.may(Move.CLOSE) || state.may(Move.CLOSE_AS_SPAM)),
                office && state.may(Move.TAKE_UP),
                letter.handledBy(me),
                writes && !free,
                office && letter.consent());
    }
}
