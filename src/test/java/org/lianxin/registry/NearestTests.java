package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NearestTests {
    private static Optional<String> nearest(String word, String... known) {
        Map<String, String> choices = List.of(known).stream().collect(Collectors.toMap(Words::plain, k -> k));
        return Nearest.of(word, choices);
    }

    @Test
    void a_slip_of_the_pen_finds_the_word_that_was_meant() {
        assertThat(nearest("微薄", "微博", "微信", "论坛")).contains("微博");
        assertThat(nearest("wiebo", "Weibo", "WeChat", "Forum")).contains("Weibo");
        assertThat(nearest("trafic", "traffic", "transport", "tax")).contains("traffic");
        assertThat(nearest("市人力资源和社保局", "市人力资源和社会保障局", "市医疗保障局")).contains("市人力资源和社会保障局");
        assertThat(nearest("Ｗeibo ", "weibo")).contains("weibo");
    }

    @Test
    void what_is_like_nothing_known_finds_nothing() {
        assertThat(nearest("市畜牧中心", "市农业农村局", "市林业局")).isEmpty();
        assertThat(nearest("抖音", "微博", "微信")).isEmpty();
        assertThat(nearest("", "微博")).isEmpty();
    }

    @Test
    void a_distance_counts_changes_and_stops_at_its_limit() {
        assertThat(Nearest.distance("kitten", "sitting", 9)).isEqualTo(3);
        assertThat(Nearest.distance("ab", "ba", 9)).isEqualTo(1);
        assertThat(Nearest.distance("abcdef", "uvwxyz", 2)).isEqualTo(2);
    }
}
