package org.lianxin.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TongueTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "When does the tax office open?",
                "no water since 8:00",
                "@water@shifan.example my street is dark"
            })
    void who_writes_words_in_latin_letters_alone_reads_english(String text) {
        assertThat(Tongue.of(text)).isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "停水了",
                "小区 WiFi down since Monday 怎么办",
                "OK",
                "https://shifan.example/posts/one-two-three",
                "@water@shifan.example #no water",
                "123 456",
                "😀"
            })
    void everybody_else_reads_chinese(String text) {
        assertThat(Tongue.of(text)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }
}
