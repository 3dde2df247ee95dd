package org.lianxin.simulators.wechat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Menu;
import tools.jackson.databind.JsonNode;

/** The menu: three by five, and names counted in bytes. */
final class Menus {
    private static final Set<String> KEYED = Set.of(
            "click",
            "scancode_push",
            "scancode_waitmsg",
            "pic_sysphoto",
            "pic_photo_or_album",
            "pic_weixin",
            "location_select");
    private static final Set<String> OTHER =
            Set.of("view", "miniprogram", "media_id", "view_limited", "article_id", "article_view_limited");
    private final World world;

    Menus(World world) {
        this.world = world;
    }

    Reply create(Ask ask) {
        JsonNode buttons = ask.body().path("button");
        int no = buttons.isEmpty() || buttons.size() > 3 ? 40016 : 0;
        for (int i = 0; no == 0 && i < buttons.size(); i++) {
            no = fault(buttons.path(i));
        }
        if (no != 0) {
            return ask.no(no);
        }
        world.menus.put(new Menu(ask.appid(), buttons.toString()));
        return Codes.ok().taking("menu");
    }

    private static int fault(JsonNode button) {
        JsonNode below = button.path("sub_button");
        if (bytes(button, "name") == 0 || bytes(button, "name") > 16) {
            return 40018;
        }
        if (below.isEmpty()) {
            return tap(button);
        }
        if (below.size() > 5) {
            return 40023;
        }
        for (JsonNode each : below) {
            int no = bytes(each, "name") == 0 || bytes(each, "name") > 60 ? 40025 : tap(each);
            if (no != 0) {
                return no;
            }
        }
        return button.has("type") ? 40017 : 0;
    }

    private static int tap(JsonNode button) {
        String type = button.path("type").asString("");
        if (!KEYED.contains(type) && !OTHER.contains(type)) {
            return 40017;
        }
        if (KEYED.contains(type) && (bytes(button, "key") == 0 || bytes(button, "key") > 128)) {
            return 40019;
        }
        boolean leads = type.equals("view") || type.equals("miniprogram");
        return leads && (bytes(button, "url") == 0 || bytes(button, "url") > 1024) ? 40020 : 0;
    }

    private static int bytes(JsonNode node, String name) {
        return node.path(name).asString("").getBytes(StandardCharsets.UTF_8).length;
    }

    /** None if there is no menu. */
    List<JsonNode> buttons(String appid) {
        return world.menus
                .find(appid)
                .filter(m -> !m.json().isEmpty())
                .map(m -> Logbook.JSON.readTree(m.json()).valueStream().toList())
                .orElse(List.of());
    }

    Reply get(Ask ask) {
        List<JsonNode> buttons = buttons(ask.appid());
        if (buttons.isEmpty()) {
            return ask.no(46003);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("menu", Map.of("button", buttons, "menuid", 208396938));
        answer.put("conditionalmenu", List.of());
        return Reply.json(answer);
    }

    Reply delete(Ask ask) {
        world.menus.put(new Menu(ask.appid(), ""));
        return Codes.ok();
    }
}
