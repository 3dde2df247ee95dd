package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.SiteMenu.Entry;

class WechatMenuTests {
    private static Entry entry(String name, Entry... below) {
        return new Entry(name, "https://city.example/" + name, List.of(below));
    }

    @Test
    void names_are_cut_between_characters_to_sixteen_bytes_and_to_sixty_below() {
        WechatMenu menu = WechatMenu.of(List.of(entry("政务公开服务", entry("字".repeat(25)))));
        assertThat(menu.buttons().getFirst().name()).isEqualTo("政务公开服");
        assertThat(menu.buttons().getFirst().cut()).isTrue();
        assertThat(menu.buttons().getFirst().below().getFirst().name()).isEqualTo("字".repeat(20));
        assertThat(WechatMenu.cut("𠮷𠮷𠮷𠮷𠮷", 16)).isEqualTo("𠮷𠮷𠮷𠮷");
    }

    @Test
    void there_are_three_by_five_at_most() {
        Entry[] many = IntStream.range(0, 9).mapToObj(i -> entry("下" + i)).toArray(Entry[]::new);
        WechatMenu menu = WechatMenu.of(List.of(entry("一", many), entry("二"), entry("三"), entry("四")));
        assertThat(menu.buttons()).hasSize(3);
        assertThat(menu.buttons().getFirst().below()).hasSize(5);
    }

    @Test
    void a_button_with_others_below_leads_nowhere_itself() {
        assertThat(WechatMenu.of(List.of(entry("一", entry("下")), entry("二"))).body())
                .isEqualTo(java.util.Map.of(
                        "button",
                        List.of(
                                java.util.Map.of(
                                        "name",
                                        "一",
                                        "sub_button",
                                        List.of(java.util.Map.of(
                                                "name", "下", "type", "view", "url", "https://city.example/下"))),
                                java.util.Map.of("name", "二", "type", "view", "url", "https://city.example/二"))));
    }

    @Test
    void one_more_way_always_finds_room() {
        Entry[] five = IntStream.range(0, 5).mapToObj(i -> entry("下" + i)).toArray(Entry[]::new);
        assertThat(names(WechatMenu.of(List.of(entry("一"))))).isEqualTo("一 我的留言");
        assertThat(names(WechatMenu.of(List.of(entry("一"), entry("二"), entry("三")))))
                .isEqualTo("一 二 三(三 我的留言)");
        assertThat(names(WechatMenu.of(List.of(entry("一"), entry("二"), entry("三", five)))))
                .isEqualTo("一 二 三(下0 下1 下2 下3 我的留言)");
        assertThat(names(WechatMenu.of(List.of()))).isEqualTo("我的留言");
    }

    private static String names(WechatMenu menu) {
        return menu.with("我的留言", "https://city.example/letters").buttons().stream()
                .map(b -> b.below().isEmpty()
                        ? b.name()
                        : b.name() + "("
                                + String.join(
                                        " ",
                                        b.below().stream()
                                                .map(WechatMenu.Button::name)
                                                .toList())
                                + ")")
                .collect(java.util.stream.Collectors.joining(" "));
    }
}
