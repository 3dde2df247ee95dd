package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTests {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+86", "-", "@东城发布", "＝A1", "'=1", "''=1", "'", "'不是公式", "", "a=b", "\t=1"})
    void what_goes_out_in_either_format_comes_back_the_same(String value) {
        assertThat(Cells.read(Cells.guarded(value))).isEqualTo(value);
        assertThat(Cells.read(Cells.kept(value))).isEqualTo(value);
    }

    @Test
    void nothing_that_a_spreadsheet_would_run_stands_in_csv() {
        for (String value : new String[] {"=HYPERLINK(\"http://x.example\")", "+1", "-1", "@SUM(A1)", "＠SUM", "\t=1"}) {
            assertThat(Cells.guarded(value)).startsWith("'");
        }
        assertThat(Cells.guarded("市水务局")).isEqualTo("市水务局");
    }
}
