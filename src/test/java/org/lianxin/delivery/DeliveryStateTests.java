package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The table of moves, and how long one waits. */
class DeliveryStateTests {

    @Test
    void only_what_waits_in_the_queue_can_be_claimed() {
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(state.canBecome(DeliveryState.CLAIMED))
                    .as(state.name())
                    .isEqualTo(state == DeliveryState.QUEUED);
        }
    }

    @Test
    void what_is_confirmed_is_never_sent_again() {
        assertThat(DeliveryState.CONFIRMED.next()).containsExactly(DeliveryState.WITHDRAWN);
        assertThat(DeliveryState.WITHDRAWN.next()).isEmpty();
    }

    @Test
    void a_person_is_asked_only_about_what_is_unknown() {
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(state.canBecome(DeliveryState.MANUAL))
                    .as(state.name())
                    .isEqualTo(state == DeliveryState.UNKNOWN);
        }
    }

    @Test
    void waiting_doubles_from_a_second_to_half_an_hour_and_is_spread() {
        assertThat(Backoff.after(1, Backoff.FIRST, Backoff.LONGEST, 0)).isEqualTo(Duration.ofMillis(750));
        assertThat(Backoff.after(1, Backoff.FIRST, Backoff.LONGEST, 1)).isEqualTo(Duration.ofMillis(1250));
        assertThat(Backoff.after(5, Backoff.FIRST, Backoff.LONGEST, 0.5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Backoff.after(400, Backoff.FIRST, Backoff.LONGEST, 1)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void long_words_of_a_server_are_cut_on_one_line_and_between_characters() {
        assertThat(Words.cut("503\r\n<html>\u0000 busy ")).isEqualTo("503 <html> busy");
        String cut = Words.cut("𠮷".repeat(400));
        assertThat(cut.length()).isLessThanOrEqualTo(Words.LONGEST);
        assertThat(cut).endsWith("𠮷…");
    }
}
