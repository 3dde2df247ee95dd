package org.lianxin.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianxin.publishing.PostState.Move;

class PostStateTests {

    @Test
    void only_a_review_lets_a_post_out() {
        for (PostState state : PostState.values()) {
            assertThat(state.after(Move.PASS).isPresent())
                    .as(state.name())
                    .isEqualTo(state == PostState.IN_REVIEW || state == PostState.CORRECTION_IN_REVIEW);
            boolean becomesPublished = state.after(Move.CONFIRM)
                            .filter(PostState.PUBLISHED::equals)
                            .isPresent()
                    && state != PostState.PUBLISHED;
            assertThat(becomesPublished)
                    .as(state.name())
                    .isEqualTo(EnumSet.of(PostState.APPROVED, PostState.REFUSED, PostState.CORRECTION_APPROVED)
                            .contains(state));
        }
    }

    @Test
    void what_is_with_its_reviewers_or_approved_cannot_be_written_on_without_taking_it_back() {
        for (PostState state : PostState.values()) {
            if (state.held()) {
                assertThat(state.may(Move.SAVE)).as(state.name()).isFalse();
                assertThat(state.after(Move.RECALL).orElseThrow().may(Move.SAVE))
                        .as(state.name())
                        .isTrue();
            }
        }
    }

    @Test
    void a_published_post_stays_published_while_its_correction_goes_the_whole_chain() {
        PostState state = PostState.PUBLISHED;
        for (Move move : new Move[] {
            Move.CORRECT, Move.SUBMIT, Move.SEND_BACK, Move.SUBMIT, Move.RECALL, Move.SUBMIT, Move.PASS, Move.CONFIRM
        }) {
            state = state.after(move).orElseThrow();
            assertThat(state.out()).as(move.name()).isTrue();
        }
        assertThat(state).isEqualTo(PostState.PUBLISHED);
    }

    @Test
    void whatever_is_out_or_about_to_go_out_can_be_withdrawn_and_nothing_comes_back_from_that() {
        for (PostState state : PostState.values()) {
            assertThat(state.may(Move.WITHDRAW)).as(state.name()).isEqualTo(state.out() || state == PostState.APPROVED);
        }
        assertThat(Arrays.stream(Move.values()).map(PostState.WITHDRAWN::after).flatMap(Optional::stream))
                .containsOnly(PostState.WITHDRAWN);
        assertThat(Arrays.stream(Move.values()).map(PostState.DROPPED::after).flatMap(Optional::stream))
                .isEmpty();
    }

    @Test
    void words_lead_back_to_their_states() {
        for (PostState state : PostState.values()) {
            assertThat(PostState.of(state.word())).contains(state);
        }
        assertThat(PostState.of("nothing")).isEmpty();
    }
}
