package org.lianxin.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CursorTests {

    @Test
    void a_place_survives_being_written_into_an_address() {
        Cursor place = new Cursor(Instant.parse("2026-11-22T04:05:06.123456Z"), 734_567_890_123L);
        assertThat(Cursor.parse(place.toString())).contains(place);
    }

    @Test
    void what_is_no_place_is_nowhere() {
        for (String bad :
                new String[] {"", ",", "1", "1,", ",1", "a,b", "-1,2", "99999999999999999999,1", "1,2,3", "1, 2"}) {
            assertThat(Cursor.parse(bad)).as(bad).isEmpty();
        }
    }
}
