package org.lianxin.cases;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianxin.kernel.Ids;
import org.lianxin.review.Queue;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;

/** Whose turn it is, and how far the answer has come, for many cases in one statement each. */
@Service
public class Turns {
    /** A unit is to write: nothing is with a leader or on its way. */
    private static final Set<CaseState> TO_ANSWER =
            EnumSet.of(CaseState.WITH_UNIT, CaseState.DRAFTING, CaseState.FIRST_ANSWERED, CaseState.REOPENED);

    /** The condition under which a case waits for a person, as {@link #of} says it in Java. */
    static final String WAITING =
            "(unit = any(:writes) and state in ('WITH_UNIT', 'DRAFTING', 'FIRST_ANSWERED', 'REOPENED') or :office and state = 'UNROUTED' or id = any(:to_sign))";

    private final CaseDesk desk;
    private final ReplyStore replies;
    private final Queue queue;

    Turns(CaseDesk desk, ReplyStore replies, Queue queue) {
        this.desk = desk;
        this.replies = replies;
        this.queue = queue;
    }

    /** Units for which somebody answers: as its editor, or as the office, whose own letters nobody else writes. */
    static Set<Long> writes(Person person) {
        return person.units(Role.EDITOR, Role.OFFICE);
    }

    /** By case; a case that waits for somebody else is not in it. */
    public Map<Long, Turn> of(Collection<Case> letters, Person person) {
        Set<Long> writes = writes(person);
        Map<Long, Turn> turns = new HashMap<>();
        for (Case letter : letters) {
            if (letter.state() == CaseState.UNROUTED && person.is(Role.OFFICE)) {
                turns.put(letter.id(), new Turn(Turn.Kind.ROUTE, "/console/cases/" + Ids.text(letter.id())));
            } else if (letter.unit() != null && writes.contains(letter.unit()) && TO_ANSWER.contains(letter.state())) {
                turns.put(letter.id(), new Turn(Turn.Kind.ANSWER, "/console/cases/" + Ids.text(letter.id())));
            }
        }
        toSign(person)
                .forEach((letter, review) ->
                        turns.putIfAbsent(letter, new Turn(Turn.Kind.SIGN, "/console/reviews/" + Ids.text(review))));
        turns.keySet().retainAll(letters.stream().map(Case::id).collect(Collectors.toSet()));
        return turns;
    }

    /** Cases whose answer waits for this person's decision, each with its review. */
    Map<Long, Long> toSign(Person person) {
        Map<Long, Long> reviews = new HashMap<>();
        queue.of(person).stream()
                .filter(l ->
                        l.why() == Queue.Why.STEP && l.review().subjectType().equals(Replies.TYPE))
                .forEach(l -> reviews.put(l.review().subjectId(), l.review().id()));
        Map<Long, Long> letters = new HashMap<>();
        if (!reviews.isEmpty()) {
            desk.db()
                    .sql("select id, case_id from cases.reply where id = any(?)")
                    .param(reviews.keySet().toArray(Long[]::new))
                    .query((row, n) -> letters.put(row.getLong("case_id"), reviews.get(row.getLong("id"))))
                    .list();
        }
        return letters;
    }

    /** The answers that are being written, with a leader or on their way, by case. */
    public Map<Long, Reply> open(Collection<Case> letters) {
        return replies.openOf(letters.stream().map(Case::id).toList()).stream()
                .collect(Collectors.toMap(Reply::letter, r -> r));
    }

    /** The last time that a unit gave each of them back, by case. */
    public Map<Long, Step> returned(Collection<Case> letters) {
        Map<Long, Step> steps = new HashMap<>();
        Long[] back =
                letters.stream().filter(c -> c.returned() > 0).map(Case::id).toArray(Long[]::new);
        if (back.length > 0) {
            desk.db()
                    .sql(
                            "select distinct on (case_id) * from cases.step where case_id = any(?) and what = 'RETURNED' order by case_id, id desc")
                    .param(back)
                    .query((row, n) -> steps.put(row.getLong("case_id"), CaseStore.step(row, n)))
                    .list();
        }
        return steps;
    }

    /** What {@link #WAITING} names. */
    void parameters(Map<String, Object> params, Person person) {
        params.put("writes", writes(person).toArray(Long[]::new));
        params.put("office", person.is(Role.OFFICE));
        params.put("to_sign", toSign(person).keySet().toArray(Long[]::new));
    }
}
