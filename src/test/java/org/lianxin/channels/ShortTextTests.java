package org.lianxin.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is cut, and where. */
class ShortTextTests {

    @Test
    void what_fits_stays_as_it_is() {
        assertThat(ShortText.cut("示".repeat(140), 140)).isEqualTo("示".repeat(140));
    }

    @Test
    void what_is_longer_ends_in_an_ellipsis_and_counts_characters_as_people_do() {
        String cut = ShortText.cut("𠮷".repeat(200), 140);
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(140);
        assertThat(cut).endsWith("𠮷…");
    }

    @Test
    void a_mark_is_not_torn_from_its_letter_nor_a_family_apart() {
        assertThat(ShortText.cut("ae\u0301bc", 3)).isEqualTo("a…");
        assertThat(ShortText.cut("好👨\u200D👩\u200D👧好好", 4)).isEqualTo("好…");
    }
}
