package org.lianxin.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;

/** Who may decide, rule by rule, without a database. */
class SigningTests {
    private static final long UNIT = 10;
    private static final long OTHER = 20;
    private static final long AUTHOR = 1;
    private static final long CO_AUTHOR = 2;
    private static final long LEADER = 3;
    private static final long VICE = 4;

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_step_is_signed_by_its_own_role_and_by_no_other(Role role) {
        for (Role step : Signing.ROLES) {
            Outcome<Grant> outcome = Signing.step(open(step), person(LEADER, new Grant(role, UNIT, null)));
            assertThat(outcome.isDone()).as(role + " on " + step).isEqualTo(role == step);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_role_of_another_unit_signs_nothing_but_the_office_reaches_every_unit(Role role) {
        Outcome<Grant> outcome = Signing.step(
                open(Signing.ROLES.contains(role) ? role : Role.LEADER), person(LEADER, new Grant(role, OTHER, null)));
        assertThat(outcome.isDone()).isEqualTo(role == Role.OFFICE);
    }

    @Test
    void an_administrator_has_no_right_over_content() {
        Person admin = new Person(9, "admin", "admin", true, Locale.CHINESE, "", List.of());
        assertThat(key(Signing.step(open(Role.LEADER), admin))).isEqualTo("review.not-your-step");
        assertThat(key(Signing.bypass(open(Role.LEADER), admin))).isEqualTo("review.not-your-step");
    }

    @Test
    void nobody_signs_what_they_wrote_or_wrote_part_of() {
        assertThat(key(Signing.step(open(Role.LEADER), leader(AUTHOR)))).isEqualTo("review.not-the-author");
        assertThat(key(Signing.step(open(Role.LEADER), leader(CO_AUTHOR)))).isEqualTo("review.not-the-author");
        assertThat(key(Signing.bypass(open(Role.LEADER), leader(AUTHOR)))).isEqualTo("review.not-the-author");
        assertThat(key(Signing.lookBack(bypassed(Role.LEADER, LEADER, null), leader(AUTHOR))))
                .isEqualTo("review.not-the-author");
    }

    @Test
    void nobody_signs_as_stand_in_for_the_author_and_no_author_as_stand_in_for_somebody() {
        assertThat(key(Signing.step(open(Role.LEADER), person(VICE, standIn(Role.LEADER, AUTHOR)))))
                .isEqualTo("review.not-for-the-author");
        assertThat(key(Signing.step(open(Role.LEADER), person(AUTHOR, standIn(Role.LEADER, LEADER)))))
                .isEqualTo("review.not-the-author");
        assertThat(key(Signing.bypass(open(Role.LEADER), person(VICE, standIn(Role.LEADER, CO_AUTHOR)))))
                .isEqualTo("review.not-for-the-author");
    }

    @Test
    void who_stands_in_for_the_author_and_for_somebody_else_signs_for_somebody_else() {
        Outcome<Grant> outcome = Signing.step(
                open(Role.LEADER), person(VICE, standIn(Role.LEADER, AUTHOR), standIn(Role.LEADER, LEADER)));
        assertThat(outcome.orThrow().standInFor()).isEqualTo(LEADER);
    }

    @Test
    void an_own_role_comes_before_a_stand_in() {
        Outcome<Grant> outcome = Signing.step(
                open(Role.LEADER), person(VICE, standIn(Role.LEADER, LEADER), new Grant(Role.LEADER, UNIT, null)));
        assertThat(outcome.orThrow().standInFor()).isNull();
    }

    @Test
    void nobody_takes_two_steps_neither_in_person_nor_through_a_stand_in() {
        Review second =
                review(ReviewState.OPEN, List.of(Role.LEADER, Role.LEADER), 1, Set.of(LEADER), null, null, true);
        assertThat(key(Signing.step(second, leader(LEADER)))).isEqualTo("review.nobody-twice");
        assertThat(key(Signing.step(second, person(VICE, standIn(Role.LEADER, LEADER)))))
                .isEqualTo("review.nobody-twice");
        assertThat(Signing.step(second, leader(VICE)).isDone()).isTrue();
    }

    @Test
    void a_media_partner_never_signs_whatever_else_they_are() {
        Grant partner = new Grant(Role.PARTNER, UNIT, null);
        assertThat(key(Signing.step(open(Role.LEADER), person(LEADER, partner, standIn(Role.LEADER, VICE)))))
                .isEqualTo("review.no-partner");
        assertThat(key(Signing.bypass(open(Role.LEADER), person(LEADER, partner, new Grant(Role.LEADER, UNIT, null)))))
                .isEqualTo("review.no-partner");
        assertThat(key(Signing.step(
                        open(Role.OFFICE),
                        person(LEADER, new Grant(Role.PARTNER, OTHER, null), new Grant(Role.OFFICE, OTHER, null)))))
                .isEqualTo("review.no-partner");
        assertThat(key(Signing.bypass(open(Role.LEADER), person(LEADER, partner))))
                .isEqualTo("review.not-your-step");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void only_a_leader_of_the_unit_or_the_office_lets_through_unread(Role role) {
        assertThat(Signing.bypass(open(Role.SPOKESPERSON), person(LEADER, new Grant(role, UNIT, null)))
                        .isDone())
                .isEqualTo(EnumSet.of(Role.LEADER, Role.OFFICE).contains(role));
        assertThat(Signing.bypass(open(Role.SPOKESPERSON), person(LEADER, new Grant(role, OTHER, null)))
                        .isDone())
                .isEqualTo(role == Role.OFFICE);
    }

    @Test
    void an_answer_to_a_citizen_is_never_let_through_unread() {
        Review reply = review(ReviewState.OPEN, List.of(Role.LEADER), 0, Set.of(), null, null, false);
        assertThat(key(Signing.bypass(reply, leader(LEADER)))).isEqualTo("review.never-unread");
        assertThat(key(Signing.bypass(reply, person(LEADER, new Grant(Role.OFFICE, OTHER, null)))))
                .isEqualTo("review.never-unread");
    }

    @Test
    void somebody_else_looks_back_the_first_role_or_the_office() {
        Review through = bypassed(Role.SPOKESPERSON, LEADER, VICE);
        assertThat(key(Signing.lookBack(through, person(LEADER, new Grant(Role.SPOKESPERSON, UNIT, null)))))
                .isEqualTo("review.not-the-bypasser");
        assertThat(key(Signing.lookBack(through, person(VICE, new Grant(Role.SPOKESPERSON, UNIT, null)))))
                .isEqualTo("review.not-the-bypasser");
        assertThat(key(Signing.lookBack(through, person(7, standIn(Role.SPOKESPERSON, LEADER)))))
                .isEqualTo("review.not-the-bypasser");
        assertThat(key(Signing.lookBack(through, leader(7)))).isEqualTo("review.not-your-step");
        assertThat(Signing.lookBack(through, person(7, new Grant(Role.SPOKESPERSON, UNIT, null)))
                        .isDone())
                .isTrue();
        assertThat(Signing.lookBack(through, person(7, new Grant(Role.OFFICE, OTHER, null)))
                        .isDone())
                .isTrue();
    }

    @Test
    void a_released_review_never_opens_again_and_what_was_sent_back_is_never_released() {
        for (ReviewState state : ReviewState.values()) {
            assertThat(state != ReviewState.OPEN && state.may(ReviewState.OPEN)).isFalse();
            assertThat(state != ReviewState.OPEN && state.may(ReviewState.PASSED))
                    .isFalse();
            assertThat(state != ReviewState.OPEN && state.may(ReviewState.BYPASSED))
                    .isFalse();
        }
        assertThat(ReviewState.LOOK_BACK_FAILED.may(ReviewState.VOID)).isFalse();
        assertThat(Arrays.stream(ReviewState.values()).filter(ReviewState::released))
                .containsExactly(
                        ReviewState.PASSED,
                        ReviewState.BYPASSED,
                        ReviewState.LOOKED_BACK,
                        ReviewState.LOOK_BACK_FAILED);
    }

    @Test
    void the_canonical_form_tells_every_two_contents_apart() {
        List<byte[]> forms = new ArrayList<>();
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "x"), kept("2", "a", "t", "y")), List.of("m")));
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "x"), kept("2", "a", "t", "z")), List.of("m")));
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "xy"), kept("2", "a", "t", "")), List.of("m")));
        forms.add(Contents.canonical(List.of(kept("1", "at", "", "x"), kept("2", "a", "t", "y")), List.of("m")));
        forms.add(Contents.canonical(List.of(kept("3", "a", "t", "x"), kept("2", "a", "t", "y")), List.of("m")));
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "x"), kept("2", "a", "t", "y")), List.of("m", "n")));
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "x"), kept("2", "a", "t", "y")), List.of("n")));
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "x"), kept("2", "a", "t", "y")), List.of()));
        forms.add(Contents.canonical(List.of(kept("1", "a", "t", "x")), List.of("m")));
        assertThat(forms.stream().map(Arrays::toString).distinct()).hasSize(forms.size());
    }

    private static Kept kept(String target, String label, String type, String text) {
        return new Kept(target, label, type, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Person leader(long id) {
        return person(id, new Grant(Role.LEADER, UNIT, null));
    }

    private static Grant standIn(Role role, long absent) {
        return new Grant(role, UNIT, absent);
    }

    private static Person person(long id, Grant... grants) {
        return new Person(id, "p" + id, "p" + id, false, Locale.CHINESE, "", List.of(grants));
    }

    private static Review open(Role role) {
        return review(ReviewState.OPEN, List.of(role), 0, Set.of(), null, null, true);
    }

    private static Review bypassed(Role first, long by, @Nullable Long instead) {
        return review(ReviewState.BYPASSED, List.of(first), 0, Set.of(), by, instead, true);
    }

    private static Review review(
            ReviewState state,
            List<Role> chain,
            int step,
            Set<Long> taken,
            @Nullable Long bypassedBy,
            @Nullable Long bypassedFor,
            boolean urgentAllowed) {
        return new Review(
                100,
                1,
                state,
                "sha256:00",
                "probe",
                5,
                UNIT,
                "",
                AUTHOR,
                Set.of(AUTHOR, CO_AUTHOR),
                chain,
                step,
                taken,
                List.of(),
                null,
                urgentAllowed,
                AUTHOR,
                Instant.EPOCH,
                null,
                bypassedBy,
                bypassedFor,
                null);
    }

    private static String key(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).key();
    }
}
