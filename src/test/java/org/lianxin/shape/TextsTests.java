package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Chinese and English say the same, and every word on screen lives in a messages file. */
class TextsTests {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @Test
    void every_text_exists_in_both_languages() {
        List<String> missing = new ArrayList<>();
        for (Path zh : Sources.files(Sources.MESSAGES, "_zh_CN.properties")) {
            Path en = zh.resolveSibling(zh.getFileName().toString().replace("_zh_CN", "_en"));
            Set<String> chinese = new TreeSet<>(load(zh).stringPropertyNames());
            Set<String> english = new TreeSet<>(load(en).stringPropertyNames());
            chinese.stream().filter(k -> !english.contains(k)).forEach(k -> missing.add(en + " lacks " + k));
            english.stream().filter(k -> !chinese.contains(k)).forEach(k -> missing.add(zh + " lacks " + k));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void no_key_stands_twice_and_every_text_is_a_valid_format() {
        Set<String> seen = new HashSet<>();
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.files(Sources.MESSAGES, ".properties")) {
            String language = file.toString().endsWith("_en.properties") ? "en" : "zh";
            for (String line : Sources.read(file).split("\n")) {
                int equals = line.indexOf('=');
                if (equals > 0
                        && !line.startsWith("#")
                        && !line.startsWith(" ")
                        && !seen.add(language + " " + line.substring(0, equals).strip())) {
                    faults.add(file + " repeats " + line.substring(0, equals));
                }
            }
            load(file).forEach((key, value) -> {
                try {
                    new MessageFormat(value.toString());
                } catch (IllegalArgumentException broken) {
                    faults.add(file + " " + key + ": " + broken.getMessage());
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void both_languages_use_the_same_arguments() {
        List<String> faults = new ArrayList<>();
        for (Path zh : Sources.files(Sources.MESSAGES, "_zh_CN.properties")) {
            Properties chinese = load(zh);
            Properties english =
                    load(zh.resolveSibling(zh.getFileName().toString().replace("_zh_CN", "_en")));
            for (String key : chinese.stringPropertyNames()) {
                if (english.containsKey(key)
                        && !arguments(chinese.getProperty(key)).equals(arguments(english.getProperty(key)))) {
                    faults.add(zh.getFileName() + " " + key);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void no_chinese_literal_stands_in_java_or_in_a_template() {
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            String code = Sources.read(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "");
            Matcher han = HAN.matcher(code);
            if (han.find()) {
                faults.add(file + ": "
                        + code.substring(Math.max(0, han.start() - 20), Math.min(code.length(), han.end() + 20))
                                .strip());
            }
        }
        for (Path file : Sources.files(Sources.PAGES, ".jte")) {
            String code = Sources.read(file).replaceAll("(?s)<%--.*?--%>", "");
            if (HAN.matcher(code).find()) {
                faults.add(file.toString());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void no_chinese_stands_in_an_english_text() {
        List<String> faults = new ArrayList<>();
        for (Path file : Sources.files(Sources.MESSAGES, "_en.properties")) {
            load(file).forEach((key, value) -> {
                if (HAN.matcher(value.toString()).find()) {
                    faults.add(file.getFileName() + " " + key);
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void every_text_that_a_template_names_exists() {
        Set<String> known = new HashSet<>();
        Sources.files(Sources.MESSAGES, "_zh_CN.properties").forEach(f -> known.addAll(load(f).stringPropertyNames()));
        List<String> missing = new ArrayList<>();
        Pattern named = Pattern.compile("\\bt\\.of\\(\"([^\"]+)\"[,)]");
        for (Path file : Sources.files(Sources.PAGES, ".jte")) {
            Matcher use = named.matcher(Sources.read(file));
            while (use.find()) {
                if (!known.contains(use.group(1))) {
                    missing.add(file + ": " + use.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> arguments(String text) {
        Set<String> found = new TreeSet<>();
        Matcher use = Pattern.compile("\\{(\\d+)").matcher(text);
        while (use.find()) {
            found.add(use.group(1));
        }
        return found;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Sources.read(file)));
        } catch (java.io.IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
        return properties;
    }
}
