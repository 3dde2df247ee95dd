package org.lianxin.channels.wechat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.SiteMenu;

/** A menu as WeChat takes it: three by five, and names counted in bytes. */
public record WechatMenu(List<Button> buttons) {
    private static final int FIRST = 3;
    private static final int BELOW = 5;
    private static final int FIRST_BYTES = 16;
    private static final int BELOW_BYTES = 60;
    private static final int ADDRESS_BYTES = 1024;

    /** @param whole the name before it was cut */
    public record Button(String name, String whole, String url, List<Button> below) {
        public boolean cut() {
            return !name.equals(whole);
        }
    }

    static WechatMenu of(List<SiteMenu.Entry> entries) {
        return new WechatMenu(entries.stream()
                .filter(WechatMenu::addressed)
                .limit(FIRST)
                .map(e -> button(
                        e,
                        FIRST_BYTES,
                        e.below().stream()
                                .filter(WechatMenu::addressed)
                                .limit(BELOW)
                                .map(b -> button(b, BELOW_BYTES, List.of()))
                                .toList()))
                .toList());
    }

    /** With one more way, which always finds room: beside the others, below the last of them, or instead of what comes last there. */
    WechatMenu with(String name, String url) {
        Button more = button(new SiteMenu.Entry(name, url, List.of()), BELOW_BYTES, List.of());
        List<Button> all = new ArrayList<>(buttons);
        if (all.size() < FIRST) {
            all.add(button(new SiteMenu.Entry(name, url, List.of()), FIRST_BYTES, List.of()));
            return new WechatMenu(List.copyOf(all));
        }
        Button last = all.removeLast();
        List<Button> below = new ArrayList<>(
                last.below().isEmpty()
                        ? List.of(last)
                        : last.below().subList(0, Math.min(last.below().size(), BELOW - 1)));
        below.add(more);
        all.add(new Button(last.name(), last.whole(), last.url(), List.copyOf(below)));
        return new WechatMenu(List.copyOf(all));
    }

    private static boolean addressed(SiteMenu.Entry entry) {
        return bytes(entry.url()) <= ADDRESS_BYTES && !entry.name().isBlank();
    }

    private static Button button(SiteMenu.Entry entry, int most, List<Button> below) {
        return new Button(cut(entry.name().strip(), most), entry.name().strip(), entry.url(), below);
    }

    /** Between characters, never within one. */
    static String cut(String text, int most) {
        int end = text.length();
        while (bytes(text.substring(0, end)) > most) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** As it is sent: a button with others below it leads nowhere itself. */
    Map<String, Object> body() {
        return Map.of("button", buttons.stream().map(WechatMenu::body).toList());
    }

    private static Map<String, Object> body(Button button) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", button.name());
        if (button.below().isEmpty()) {
            body.put("type", "view");
            body.put("url", button.url());
        } else {
            body.put("sub_button", button.below().stream().map(WechatMenu::body).toList());
        }
        return body;
    }
}
