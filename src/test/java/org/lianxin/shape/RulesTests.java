package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that a compiler does not know. */
class RulesTests {

    @Test
    void time_comes_only_from_the_one_clock() {
        Pattern other = Pattern.compile(
                "\\b(Instant|LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime|Year)\\.now\\(|System\\.currentTimeMillis\\(|new Date\\(\\)");
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            // simulators are outside networks and have clocks of their own
            if (Sources.module(Sources.JAVA, file).equals("simulators")) {
                continue;
            }
            Matcher use = other.matcher(Sources.read(file));
            if (use.find()) {
                faults.add(file + ": " + use.group());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void no_statement_asks_the_database_for_the_time() {
        Pattern now = Pattern.compile(
                "\\b(now\\(\\)|current_timestamp|current_date|localtimestamp|clock_timestamp\\(\\)|statement_timestamp\\(\\))",
                Pattern.CASE_INSENSITIVE);
        List<String> faults = new ArrayList<>();
        List<Path> files = new ArrayList<>(Sources.files(Sources.JAVA, ".java"));
        files.addAll(Sources.files(Sources.MIGRATIONS, ".sql"));
        for (Path file : files) {
            String text = Sources.read(file).replaceAll("(?m)^\\s*(--|//|\\*).*$", "");
            Matcher use = now.matcher(text.replaceAll("clock\\.instant\\(\\)", ""));
            while (use.find()) {
                faults.add(file + ": " + use.group());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void no_list_pages_by_offset() {
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            assertThat(Pattern.compile("\\boffset\\s+[:?\\d]")
                            .matcher(Sources.read(file))
                            .find())
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void no_page_has_an_inline_script_style_or_handler() {
        Pattern inline = Pattern.compile("<style\\b|\\sstyle=|<script(?![^>]*\\bsrc=)|\\son[a-z]+=\"");
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.files(Sources.PAGES, ".jte")) {
            Matcher use = inline.matcher(Sources.read(file));
            while (use.find()) {
                faults.add(file + ": " + use.group());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void no_name_ends_in_a_word_that_says_nothing() {
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            assertThat(file.getFileName().toString()).doesNotMatch(".*(Impl|Util|Utils|Helper|Manager|DTO|Dto)\\.java");
        }
    }

    @Test
    void every_package_is_null_marked() {
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            Path info = file.resolveSibling("package-info.java");
            assertThat(info).exists();
            assertThat(Sources.read(info)).as(info.toString()).contains("NullMarked");
        }
    }

    @Test
    void no_file_is_longer_than_three_hundred_lines() {
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            long lines = Sources.read(file).lines().count();
            if (lines > 300) {
                faults.add(file + ": " + lines);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void nothing_in_the_sources_names_a_registry_host_or_a_path_of_some_machine() {
        Pattern foreign = Pattern.compile("/" + "work/|/" + "root/|repo\\.maven|registry\\.npm");
        for (String folder : List.of("src", "docs", "bench")) {
            for (String ending : List.of(".java", ".jte", ".md", ".properties", ".sql", ".sh")) {
                for (Path file : Sources.files(Path.of(folder), ending)) {
                    if (!file.endsWith("RulesTests.java")) {
                        assertThat(foreign.matcher(Sources.read(file)).find())
                                .as(file.toString())
                                .isFalse();
                    }
                }
            }
        }
    }
}
