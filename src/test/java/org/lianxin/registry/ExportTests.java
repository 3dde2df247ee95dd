package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The register to take away. */
@LianxinTest
class ExportTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    private Cast cast;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
    }

    private HttpResponse<byte[]> get(String login, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", "Bearer " + cast.bearer(login))
                                .build(),
                        BodyHandlers.ofByteArray());
    }

    @Test
    void the_office_and_inspectors_take_the_register_away_and_nobody_else() throws Exception {
        for (String path : List.of(
                "/console/units/export.csv",
                "/console/units/export.xlsx",
                "/console/accounts/export.csv",
                "/rest/v1/exports/accounts.xlsx")) {
            assertThat(get("office", path).statusCode()).as(path).isEqualTo(200);
            assertThat(get("inspector", path).statusCode()).as(path).isEqualTo(200);
            for (String login : List.of("traffic.editor", "traffic.leader", "water.partner", "admin")) {
                assertThat(get(login, path).statusCode()).as(login + " " + path).isEqualTo(403);
            }
        }
        assertThat(get("office", "/console/units/export.pdf").statusCode()).isEqualTo(404);
        assertThat(get("office", "/rest/v1/exports/people.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void a_table_has_the_headings_of_whoever_takes_it_and_the_people_of_each_unit() throws Exception {
        HttpResponse<byte[]> answer = get("office", "/console/units/export.csv");
        String csv = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\ufeff代码,全称,简称,性质,上级代码,管什么");
        assertThat(csv.lines()
                        .filter(line -> line.startsWith("traffic,"))
                        .findFirst()
                        .orElseThrow())
                .startsWith("traffic,市公安局交警支队,")
                .contains("部门", "王志远", "吴晓燕", "林文斌");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"units-\\d{8}\\.csv\"");
    }

    @Test
    void a_workbook_holds_the_same_rows_with_text_in_every_cell() throws Exception {
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(
                get("office", "/console/accounts/export.xlsx").body()))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows.getFirst().getCellText(0)).isEqualTo("单位代码");
            assertThat(rows)
                    .anySatisfy(row -> assertThat(List.of(row.getCellText(0), row.getCellText(1), row.getCellText(2)))
                            .containsExactly("water", "微网站", "water"));
        }
    }
}
