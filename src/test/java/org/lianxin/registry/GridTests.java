package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.Outcome;

/** Files as rows, and files that are refused with a sentence. */
class GridTests {
    private static final String TEXT = "代码,全称,性质\r\nwater,市水务局,市级部门\r\n";

    private static Grid read(byte[] bytes) {
        return Grid.read(bytes).orThrow();
    }

    private static String refusal(byte[] bytes) {
        return Grid.read(bytes) instanceof Outcome.Refused<Grid> refused ? refused.key() + refused.arguments() : "read";
    }

    private static List<List<String>> cells(Grid grid) {
        return grid.rows().stream().map(Grid.Row::cells).toList();
    }

    @Test
    void the_encoding_is_seen_from_the_bytes() {
        byte[] marked = ("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<byte[], String> file : List.of(
                Map.entry(TEXT.getBytes(StandardCharsets.UTF_8), "UTF-8"),
                Map.entry(marked, "UTF-8"),
                Map.entry(TEXT.getBytes(Charset.forName("GB18030")), "GB18030"),
                Map.entry(TEXT.getBytes(StandardCharsets.UTF_16), "UTF-16"))) {
            Grid grid = read(file.getKey());
            assertThat(grid.charset()).isEqualTo(file.getValue());
            assertThat(cells(grid)).containsExactly(List.of("代码", "全称", "性质"), List.of("water", "市水务局", "市级部门"));
        }
        assertThat(cells(read("代码,全称\nrong,\ud842\udfb7镕\n".getBytes(Charset.forName("GB18030"))))
                        .get(1))
                .containsExactly("rong", "\ud842\udfb7镕");
        assertThat(refusal(new byte[] {(byte) 0xff, 1, 2, (byte) 0x80, 3})).startsWith("imports.file.not-text");
        assertThat(refusal("代码,\0,全称\n".getBytes(StandardCharsets.UTF_8))).startsWith("imports.file.not-text");
    }

    @Test
    void commas_tabs_and_semicolons_are_told_apart() {
        assertThat(cells(read(Tables.csv("代码\t全称,带逗号", "a\tb"))))
                .containsExactly(List.of("代码", "全称,带逗号"), List.of("a", "b"));
        assertThat(cells(read(Tables.csv("代码;全称", "a;b,c")))).containsExactly(List.of("代码", "全称"), List.of("a", "b,c"));
    }

    @Test
    void rows_keep_the_line_they_begin_in_and_empty_ones_are_left_out() {
        Grid grid = read(Tables.csv("代码,全称", "", ",", "a,\"两行", "的\"\"名\"\"字\"", "b,c,,,"));
        assertThat(grid.rows())
                .containsExactly(
                        new Grid.Row(1, List.of("代码", "全称")),
                        new Grid.Row(4, List.of("a", "两行\r\n的\"名\"字")),
                        new Grid.Row(6, List.of("b", "c")));
    }

    @Test
    void a_quotation_mark_without_its_partner_is_named_with_its_line() {
        assertThat(refusal(Tables.csv("代码,全称", "a,b", "c,\"d", "e,f", "g,h"))).isEqualTo("imports.file.quotes[3]");
        assertThat(refusal(Tables.csv("代码,全称", "a,\"b", "c\"d,e", "f,g"))).isEqualTo("imports.file.quotes[2]");
        assertThat(CsvGrid.broken("a,b\r\"x\ry\",c\r\n\"d", ',')).isEqualTo(OptionalInt.of(4));
        assertThat(cells(read(Tables.csv("代码,全称", "a,五寸\"屏")))).contains(List.of("a", "五寸\"屏"));
    }

    @Test
    void sizes_are_bounded() {
        assertThat(refusal(new byte[0])).startsWith("imports.file.empty");
        assertThat(refusal(Tables.csv("", " , "))).startsWith("imports.file.empty");
        assertThat(refusal(new byte[Grid.BYTES + 1])).isEqualTo("imports.file.too-large[5]");
        assertThat(refusal(Tables.csv("a,b", "c," + "长".repeat(4_001))))
                .isEqualTo("imports.file.cell-too-long[2, 4000]");
        assertThat(refusal(Tables.csv("a,b", "x" + ",x".repeat(60)))).isEqualTo("imports.file.too-many-columns[2, 60]");
        assertThat(refusal(IntStream.range(0, 5_100)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("imports.file.too-many-rows[5000]");
    }

    @Test
    void a_workbook_is_read_as_text_formulas_by_their_value_and_dates_as_dates() {
        Grid grid = read(Tables.workbook("""
                <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>行</t></is></c></row><row/>
                <row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5"><f>1+1</f><v>2</v></c><c r="C5" t="str"><f>A1&amp;"x"</f><v>算出来的</v></c><c r="D5" s="1"><v>46357</v></c>
                <c r="E5" s="2"><v>46357.5</v></c><c r="F5"><v>1.2E+11</v></c><c r="G5" t="b"><v>1</v></c><c r="H5" t="d"><v>2026-12-01T00:00:00</v></c><c r="I5"><v>0.30000000000000004</v></c></row>
                <row r="6"><c t="inlineStr"><is><t>没有地址</t></is></c><c><v>7</v></c></row>"""));
        assertThat(grid.charset()).isEqualTo("名册");
        assertThat(grid.rows())
                .containsExactly(
                        new Grid.Row(2, List.of("代码", "", "行")),
                        new Grid.Row(
                                5,
                                List.of(
                                        "市水务局",
                                        "2",
                                        "算出来的",
                                        "2026-12-01",
                                        "2026-12-01",
                                        "120000000000",
                                        "TRUE",
                                        "2026-12-01",
                                        "0.30000000000000004")),
                        new Grid.Row(6, List.of("没有地址", "7")));
    }

    @Test
    void what_a_spreadsheet_writes_is_read_back() {
        List<List<String>> rows =
                List.of(List.of("代码", "全称"), List.of("=1+1", "两行\n的名字"), List.of("rong", "\ud842\udfb7镕"));
        assertThat(cells(read(Tables.xlsx(rows)))).isEqualTo(rows);
    }

    @Test
    void five_thousand_full_rows_with_signs_that_xml_escapes_are_read() {
        String cell =
                "<c t=\"inlineStr\"><is><t>" + "A&amp;B&lt;&#10;&quot;市&#x6c34;".repeat(8) + "_x000D_</t></is></c>";
        Grid grid = read(Tables.workbook(("<row>" + cell.repeat(11) + "</row>").repeat(5_000)));
        assertThat(grid.rows()).hasSize(5_000).last().satisfies(row -> {
            assertThat(row.cells()).hasSize(11);
            assertThat(Roll.plain(row.cells().getLast())).isEqualTo("A&B<\n\"市水".repeat(8));
        });
    }

    @Test
    void a_small_file_that_unpacks_to_a_large_one_is_refused_before_it_is_large() {
        String bomb = "<row><c t=\"inlineStr\"><is><t>" + " ".repeat(60 * 1024 * 1024) + "</t></is></c></row>";
        byte[] file = Tables.workbook(bomb);
        assertThat(file.length).isLessThan(200_000);
        assertThat(refusal(file)).startsWith("imports.file.swells");
        Map<String, String> strings = Tables.parts("<row><c t=\"s\"><v>0</v></c></row>");
        strings.put(
                "xl/sharedStrings.xml",
                "<sst>" + "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>".repeat(1_100_000) + "</sst>");
        assertThat(refusal(Tables.zip(strings))).startsWith("imports.file.swells");
    }

    @Test
    void entities_are_refused_wherever_they_stand() {
        String evil = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/hostname\">]>";
        for (String part : List.of(
                "_rels/.rels",
                "xl/workbook.xml",
                "xl/styles.xml",
                "xl/sharedStrings.xml",
                "xl/worksheets/sheet1.xml")) {
            Map<String, String> parts = Tables.parts("<row><c t=\"s\"><v>0</v></c></row>");
            parts.put(part, evil + parts.get(part));
            assertThat(refusal(Tables.zip(parts))).as(part).startsWith("imports.file.entities");
        }
        Map<String, String> undefined = Tables.parts("<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>");
        assertThat(refusal(Tables.zip(undefined))).isNotEqualTo("read");
    }

    @Test
    void what_is_no_workbook_or_an_odd_one_is_refused_and_never_a_fault() {
        assertThat(refusal(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0}))
                .startsWith("imports.file.old-excel");
        assertThat(refusal(Tables.zip(Map.of("word/document.xml", "<w/>")))).startsWith("imports.file.broken");
        byte[] whole = Tables.workbook("<row><c t=\"s\"><v>0</v></c></row>");
        assertThat(refusal(java.util.Arrays.copyOf(whole, whole.length / 2))).startsWith("imports.file.broken");
        for (String odd : List.of(
                "<row><c t=\"s\"><v>99</v></c></row>",
                "<row><c t=\"s\"><v>x</v></c></row>",
                "<row r=\"x\"/>",
                "<row><c s=\"z\"><v>1</v></c></row>",
                "<row><c>",
                "<row><c><v>1e</v></c></row>")) {
            assertThat(refusal(Tables.workbook(odd))).as(odd).startsWith("imports.file.broken");
        }
        assertThat(refusal(Tables.workbook("<row><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>")))
                .startsWith("imports.file.too-many-columns");
        assertThat(cells(read(Tables.workbook("<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"/></row>"))))
                .containsExactly(List.of("1"));
        assertThat(cells(read(Tables.workbook("<row><c><v>1E999999</v></c><c><v>" + "9".repeat(60) + "</v></c></row>")))
                        .getFirst()
                        .getFirst())
                .isEqualTo("1E999999");
    }

    @Test
    void the_name_of_a_file_is_a_name() {
        assertThat(Grid.name("C:\\fakepath\\名册 11月.csv")).isEqualTo("名册 11月.csv");
        assertThat(Grid.name("../../etc/passwd")).isEqualTo("passwd");
        assertThat(Grid.name("a\r\nb.csv")).isEqualTo("ab.csv");
        assertThat(Grid.name("长".repeat(300) + ".xlsx")).hasSize(106).endsWith("….xlsx");
        assertThat(Grid.name("")).isNotEmpty();
    }
}
