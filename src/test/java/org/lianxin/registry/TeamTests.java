package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.fresh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.identity.People;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Who is what in which unit, who acts for whom from when to when, and what ends when somebody leaves. */
@LianxinTest
class TeamTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Team team;

    @Autowired
    People people;

    @Autowired
    Trail trail;

    @Autowired
    LianxinClock clock;

    private Cast cast;
    private Person office;
    private long unit;
    private long leader;
    private long deputy;
    private long editor;
    private Instant now;

    @BeforeEach
    void aTeamOfItsOwn() {
        cast = Cast.in(context);
        office = cast.person("office");
        Browsing browsing = new Browsing(context, 0);
        unit = browsing.unit(fresh("有人镇")).id();
        leader = browsing.person("赵主任");
        deputy = browsing.person("钱副主任");
        editor = browsing.person("孙干事");
        team.appoint(leader, unit, Role.LEADER, Duty.IN_CHARGE, office).orThrow();
        team.appoint(deputy, unit, Role.LEADER, Duty.DEPUTY, office).orThrow();
        team.appoint(editor, unit, Role.EDITOR, Duty.PART_TIME, office).orThrow();
        now = clock.instant();
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Outcome<Team.StandIn> cover(long absent, long standIn, int fromDay, int toDay) {
        return team.standIn(
                absent,
                standIn,
                unit,
                Role.LEADER,
                now.plus(Duration.ofDays(fromDay)),
                now.plus(Duration.ofDays(toDay)),
                office);
    }

    private static String refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        Outcome.Refused<?> refused = (Outcome.Refused<?>) outcome;
        return (refused.field() == null ? "" : refused.field() + " ") + refused.key();
    }

    private boolean signs(long person) {
        return people.asPerson(person).orElseThrow().is(Role.LEADER, unit);
    }

    @Test
    void who_is_appointed_may_act_and_who_is_dismissed_may_not() {
        assertThat(signs(leader)).isTrue();
        assertThat(team.ofUnit(unit)).extracting(Team.Member::person).containsExactly(leader, deputy, editor);
        assertThat(team.holders(Role.LEADER, unit)).containsExactlyInAnyOrder(leader, deputy);
        team.dismiss(leader, unit, Role.LEADER, office).orThrow();
        assertThat(signs(leader)).isFalse();
        assertThat(refusal(team.dismiss(leader, unit, Role.LEADER, office))).isEqualTo("refused.not-found");
        assertThat(trail.of("person", leader))
                .extracting(Trail.Entry::action)
                .endsWith("member.appointed", "member.dismissed");
    }

    @Test
    void who_is_appointed_again_is_only_called_otherwise() {
        team.appoint(deputy, unit, Role.LEADER, Duty.IN_CHARGE, office).orThrow();
        assertThat(team.ofPerson(deputy))
                .singleElement()
                .extracting(Team.Member::duty)
                .isEqualTo(Duty.IN_CHARGE);
    }

    @Test
    void only_the_office_appoints_and_nobody_appoints_themselves() {
        for (String login : List.of("traffic.leader", "inspector", "admin")) {
            assertThat(refusal(team.appoint(editor, unit, Role.LEADER, Duty.NONE, cast.person(login))))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
            assertThat(refusal(team.dismiss(editor, unit, Role.EDITOR, cast.person(login))))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
        }
        assertThat(refusal(team.appoint(office.id(), unit, Role.LEADER, Duty.NONE, office)))
                .isEqualTo("person registry.team.not-yourself");
        assertThat(refusal(team.appoint(1, unit, Role.LEADER, Duty.NONE, office)))
                .isEqualTo("person registry.team.nobody");
    }

    @Test
    void a_media_partner_never_signs_off_whichever_comes_first() {
        long partner = new Browsing(context, 0).person("报社的人");
        team.appoint(partner, unit, Role.PARTNER, Duty.NONE, office).orThrow();
        assertThat(refusal(team.appoint(partner, unit, Role.LEADER, Duty.DEPUTY, office)))
                .isEqualTo("role registry.team.partner-never-decides");
        assertThat(refusal(team.appoint(leader, unit, Role.PARTNER, Duty.NONE, office)))
                .isEqualTo("role registry.team.partner-never-decides");
        assertThat(refusal(cover(leader, partner, 0, 3))).isEqualTo("standIn registry.team.partner-never-decides");
    }

    @Test
    void the_offices_roles_are_held_in_the_office_alone_and_its_last_member_stays() {
        assertThat(refusal(team.appoint(editor, unit, Role.OFFICE, Duty.NONE, office)))
                .isEqualTo("role registry.team.office-only");
        assertThat(refusal(team.appoint(editor, unit, Role.INSPECTOR, Duty.NONE, office)))
                .isEqualTo("role registry.team.office-only");
        long place = cast.unit("office").id();
        List<Team.Member> others = team.ofUnit(place).stream()
                .filter(m -> m.role() == Role.OFFICE && m.person() != office.id())
                .toList();
        try {
            others.forEach(
                    m -> team.dismiss(m.person(), place, Role.OFFICE, office).orThrow());
            assertThat(refusal(team.dismiss(office.id(), place, Role.OFFICE, office)))
                    .isEqualTo("role registry.team.last-office");
        } finally {
            others.forEach(m ->
                    team.appoint(m.person(), place, Role.OFFICE, m.duty(), null).orThrow());
        }
    }

    @Test
    void a_stand_in_acts_from_the_first_to_the_last_moment_and_no_longer() {
        cover(leader, editor, 1, 3).orThrow();
        assertThat(signs(editor)).isFalse();
        clock.set(now.plus(Duration.ofDays(1)));
        assertThat(signs(editor)).isTrue();
        assertThat(people.asPerson(editor).orElseThrow().by(Role.LEADER, unit))
                .map(Grant::standInFor)
                .contains(leader);
        clock.set(now.plus(Duration.ofDays(3)));
        assertThat(signs(editor)).isFalse();
        assertThat(team.standIns(unit)).isEmpty();
    }

    @Test
    void a_stand_in_is_called_back_at_once_by_the_absent_person_or_the_office_and_nobody_else() {
        Team.StandIn standIn = cover(leader, editor, 0, 3).orThrow();
        assertThat(signs(editor)).isTrue();
        for (Person other : List.of(
                people.asPerson(editor).orElseThrow(), people.asPerson(deputy).orElseThrow(), cast.person("admin"))) {
            assertThat(refusal(team.callBack(standIn.id(), other))).isEqualTo("refused.not-allowed");
        }
        team.callBack(standIn.id(), people.asPerson(leader).orElseThrow()).orThrow();
        assertThat(signs(editor)).isFalse();
        assertThat(refusal(team.callBack(standIn.id(), office))).isEqualTo("refused.not-found");
    }

    @Test
    void everybody_names_their_own_stand_in_and_nobody_makes_themselves_one() {
        Person absent = people.asPerson(leader).orElseThrow();
        assertThat(team.standIn(leader, editor, unit, Role.LEADER, now, now.plusSeconds(3600), absent)
                        .isDone())
                .isTrue();
        assertThat(refusal(team.standIn(deputy, editor, unit, Role.LEADER, now, now.plusSeconds(3600), absent)))
                .isEqualTo("refused.not-allowed");
        assertThat(refusal(team.standIn(deputy, leader, unit, Role.LEADER, now, now.plusSeconds(3600), absent)))
                .isEqualTo("refused.not-allowed");
        assertThat(refusal(team.standIn(deputy, office.id(), unit, Role.LEADER, now, now.plusSeconds(3600), office)))
                .isEqualTo("standIn registry.team.not-yourself");
        assertThat(refusal(cover(leader, leader, 0, 1))).isEqualTo("standIn registry.team.same-person");
    }

    @Test
    void times_that_make_no_sense_are_refused_and_none_begins_in_the_past() {
        assertThat(refusal(cover(leader, editor, 3, 3))).isEqualTo("to registry.team.times");
        assertThat(refusal(cover(leader, editor, -3, -1))).isEqualTo("to registry.team.times");
        assertThat(refusal(cover(leader, editor, 0, 93))).isEqualTo("to registry.team.too-long");
        assertThat(refusal(team.standIn(editor, deputy, unit, Role.LEADER, now, now.plusSeconds(60), office)))
                .isEqualTo("absent registry.team.not-theirs");
        assertThat(cover(leader, editor, -30, 1).orThrow().from()).isAfterOrEqualTo(now);
    }

    @Test
    void nobody_has_two_stand_ins_for_a_role_at_a_time() {
        cover(leader, editor, 2, 5).orThrow();
        assertThat(refusal(cover(leader, deputy, 4, 6))).isEqualTo("from registry.team.covered-already");
        assertThat(refusal(cover(leader, editor, 1, 9))).isEqualTo("from registry.team.covered-already");
        assertThat(cover(leader, deputy, 5, 6).isDone()).isTrue();
        assertThat(cover(leader, deputy, 0, 2).isDone()).isTrue();
    }

    @Test
    void who_is_away_stands_in_for_nobody() {
        cover(deputy, editor, 2, 5).orThrow();
        assertThat(refusal(cover(leader, deputy, 4, 6))).isEqualTo("standIn registry.team.away-then");
        assertThat(cover(leader, deputy, 5, 6).isDone()).isTrue();
    }

    @Test
    void a_stand_in_lapses_with_the_role_and_does_not_come_back_with_it() {
        cover(leader, editor, 0, 5).orThrow();
        team.dismiss(leader, unit, Role.LEADER, office).orThrow();
        assertThat(signs(editor)).isFalse();
        team.appoint(leader, unit, Role.LEADER, Duty.IN_CHARGE, office).orThrow();
        assertThat(signs(editor)).isFalse();
    }

    @Test
    void with_somebody_who_leaves_their_roles_and_stand_ins_end_and_the_trail_says_so() {
        cover(leader, editor, 0, 5).orThrow();
        team.standIn(
                        editor,
                        deputy,
                        unit,
                        Role.EDITOR,
                        now.plus(Duration.ofDays(10)),
                        now.plus(Duration.ofDays(12)),
                        office)
                .orThrow();
        people.leave(leader, deputy, cast.person("admin")).orThrow();
        assertThat(team.ofPerson(leader)).isEmpty();
        assertThat(signs(editor)).isFalse();
        assertThat(team.holders(Role.LEADER, unit)).containsExactly(deputy);
        assertThat(team.standIns(unit))
                .singleElement()
                .extracting(Team.StandIn::absent)
                .isEqualTo(editor);
        assertThat(trail.of("person", leader))
                .extracting(Trail.Entry::action)
                .contains("person.left", "member.dismissed");
        assertThat(refusal(team.appoint(leader, unit, Role.LEADER, Duty.NONE, office)))
                .isEqualTo("person registry.team.nobody");
    }
}
