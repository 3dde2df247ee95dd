package org.lianxin.api.mastodon.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTests {
    @ParameterizedTest
    @ValueSource(strings = {"user", "user:notification", "public", "public:local", "public:remote", "list", "direct"})
    void every_stream_of_the_interface_is_known_by_its_word(String word) {
        assertThat(Stream.of(word, "").orElseThrow().name()).containsExactly(word);
    }

    @Test
    void a_stream_of_a_tag_needs_one_and_takes_it_however_it_is_written() {
        assertThat(Stream.of("hashtag", "")).isEmpty();
        assertThat(Stream.of("hashtag", "x".repeat(101))).isEmpty();
        Stream stream = Stream.of("hashtag:local", " #Roads ").orElseThrow();
        assertThat(stream.name()).containsExactly("hashtag:local", "roads");
        assertThat(stream.tells(List.of("roads"), false)).isTrue();
        assertThat(stream.tells(List.of("water"), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USER", "home", "user:", "public:media"})
    void what_is_no_stream_is_none(String word) {
        assertThat(Stream.of(word, "x")).isEmpty();
    }
}
